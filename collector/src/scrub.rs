//! Numbers of payment cards, which customers write into messages although nobody should have them.

use std::borrow::Cow;

use docent_protocol::{Event, EventKind, Message};

/// Lengths of card numbers (ISO/IEC 7812).
const DIGITS: std::ops::RangeInclusive<usize> = 13..=19;

/// Takes card numbers out of everything that a customer wrote freely.
pub(crate) fn message(message: &mut Message) {
    let Message { message, topic, name, fields, context, .. } = message;
    let earlier = context.searches.iter_mut().chain(&mut context.search);
    let answers = fields.0.iter_mut().map(|(_, answer)| answer);
    [message, topic, name].into_iter().chain(answers).chain(earlier).for_each(scrub);
}

/// The same in an event.
pub(crate) fn event(event: &mut Event) {
    match &mut event.kind {
        EventKind::Vote(vote) => vote.comment.iter_mut().for_each(scrub),
        EventKind::Search { words, .. } => scrub(words),
        EventKind::View { .. } | EventKind::Visit { .. } => {}
    }
}

fn scrub(text: &mut String) {
    if let Cow::Owned(clean) = without_cards(text) {
        *text = clean;
    }
}

/// The text with all but the last four digits of each card number as `•`.
fn without_cards(text: &str) -> Cow<'_, str> {
    let mut clean = String::new();
    let mut copied = 0;
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c: char| c.is_ascii_digit()).map(|at| rest + at) {
        let digits = run_of_digits(text, start);
        let end = digits.last().map_or(start + 1, |at| at + 1);
        if DIGITS.contains(&digits.len()) && has_check_digit(text, &digits) {
            for at in &digits[..digits.len() - 4] {
                clean.push_str(&text[copied..*at]);
                clean.push('•');
                copied = at + 1;
            }
        }
        rest = end;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(&text[copied..]);
    Cow::Owned(clean)
}

/// Where the digits of a number stand that may be written in groups, with a blank or a hyphen
/// between two.
fn run_of_digits(text: &str, start: usize) -> Vec<usize> {
    let mut digits = Vec::new();
    let mut gap = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'0'..=b'9' => {
                digits.push(at);
                gap = false;
            }
            b' ' | b'-' if !gap => gap = true,
            _ => break,
        }
    }
    digits
}

/// The Luhn algorithm (ISO/IEC 7812-1, annex B), which ten of eleven other numbers fail.
fn has_check_digit(text: &str, digits: &[usize]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, at)| {
            let digit = u32::from(text.as_bytes()[*at] - b'0');
            let double = digit * 2;
            if place % 2 == 0 { digit } else { double / 10 + double % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_taken_out_and_other_numbers_stay() {
        for (text, clean) in [
            ("4111 1111 1111 1111", "•••• •••• •••• 1111"),
            ("my card 4111-1111-1111-1111, exp", "my card ••••-••••-••••-1111, exp"),
            ("378282246310005.", "•••••••••••0005."),
            ("é 5555555555554444 é 4111111111111111", "é ••••••••••••4444 é ••••••••••••1111"),
        ] {
            assert_eq!(without_cards(text), clean);
        }
        for text in [
            "",
            "order 4111 1111 1111 1112",
            "+44 20 7946 0958",
            "41111111111111111111111",
            "4111  1111  1111  1111",
            "Grüße 12",
        ] {
            assert!(matches!(without_cards(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
