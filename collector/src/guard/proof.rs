//! A proof of work that needs no memory of what was asked: the task is the message's own id, so a
//! proof is worth nothing for another message, and the same message is stored once anyway.
//!
//! It is the idea of Hashcash with SHA-256: a number is looked for with which the hash of
//! `id:number` begins with so many bits of nought. Each bit doubles the work; checking is one hash.

use sha2::{Digest, Sha256};

/// The most digits that are hashed.
const NONCE_MAX: usize = 20;

/// Whether the number does it.
pub(super) fn holds(id: &str, nonce: &str, bits: u32) -> bool {
    if bits == 0 {
        return true;
    }
    let is_number = nonce.len() <= NONCE_MAX && nonce.bytes().all(|byte| byte.is_ascii_digit());
    is_number && !nonce.is_empty() && zeros(&Sha256::digest(format!("{id}:{nonce}"))) >= bits
}

/// How many bits at the start are nought.
fn zeros(hash: &[u8]) -> u32 {
    let whole = hash.iter().take_while(|byte| **byte == 0).count();
    let rest = hash.get(whole).map_or(0, |byte| byte.leading_zeros());
    whole as u32 * 8 + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "018f6a3e-7c1b-7d2e-9f00-0123456789ab";

    #[test]
    fn bits_are_counted_across_bytes() {
        for (hash, bits) in [(&[0x80, 0][..], 0), (&[0x01], 7), (&[0, 0x40], 9), (&[0, 0], 16)] {
            assert_eq!(zeros(hash), bits, "{hash:?}");
        }
    }

    #[test]
    fn a_proof_holds_for_its_message_and_no_other() {
        let found = (0..1_000_000_u32).find(|nonce| holds(ID, &nonce.to_string(), 10));
        let nonce = found.expect("one in a thousand does").to_string();
        let others = (0..16).filter(|digit| {
            let other = format!("{}{digit:x}", &ID[..35]);
            other != ID && holds(&other, &nonce, 10)
        });
        assert!(others.count() < 2);
        assert!(!holds(ID, "", 1) && !holds(ID, "x", 1) && !holds(ID, &"1".repeat(21), 1));
        assert!(holds(ID, "", 0));
    }
}
