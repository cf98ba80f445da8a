//! Brotli and gzip twins, so that a plain file server can send compressed files.

use std::cell::Cell;
use std::fs;
use std::io::{Read, Write as _};
use std::path::Path;

use brotli::enc::backward_references::{AnyHasher as _, BrotliHasherParams, UnionHasher};
use brotli::enc::encode::{
    BrotliEncoderMaxCompressedSize, BrotliEncoderOperation, BrotliEncoderStateStruct,
};
use brotli::enc::{BrotliEncoderParams, StandardAlloc};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::Effort;

/// Files of these types are text or compress like it. Markdown is left out: nobody waits for the
/// copies that programs read, and they would be a third of all twins.
const SUFFIXES: [&str; 9] = ["css", "html", "idx", "js", "json", "svg", "ts", "txt", "wasm"];

/// Below this many bytes a twin saves nothing on the wire.
const SIZE_MIN: usize = 200;

/// A compressed form of a file.
pub(crate) struct Twin {
    /// What its name ends with.
    pub(crate) suffix: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// Whether an earlier build holds it.
    pub(crate) is_kept: bool,
}

/// Up to this many bytes the best compression is worth its time.
pub(super) const BEST_MAX: usize = 3_000_000;

/// The twins that are smaller than the file itself, Brotli first. `earlier` is the folder of a build
/// by the same version: what it holds for these very bytes is taken over.
pub(crate) fn twins(path: &str, bytes: &[u8], effort: Effort, earlier: Option<&Path>) -> Vec<Twin> {
    let suffix = path.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    if bytes.len() < SIZE_MIN || !SUFFIXES.contains(&suffix) {
        return Vec::new();
    }
    let quality = brotli_quality(suffix, bytes.len(), effort);
    let made = [
        Twin::kept(earlier, path, ".br", |twin| {
            opens_to(brotli::Decompressor::new(twin, 4096), bytes)
        })
        .unwrap_or_else(|| Twin::fresh(".br", brotli(bytes, quality))),
        Twin::kept(earlier, path, ".gz", |twin| opens_to(GzDecoder::new(twin), bytes))
            .unwrap_or_else(|| Twin::fresh(".gz", gzip(bytes, gzip_level(suffix, effort)))),
    ];
    let is_smaller = |twin: &Twin| !twin.bytes.is_empty() && twin.bytes.len() < bytes.len();
    made.into_iter().filter(is_smaller).collect()
}

impl Twin {
    fn fresh(suffix: &'static str, bytes: Vec<u8>) -> Self {
        Self { suffix, bytes, is_kept: false }
    }

    /// The twin in the folder of an earlier build, if it is good.
    fn kept(
        folder: Option<&Path>,
        path: &str,
        suffix: &'static str,
        is_good: impl FnOnce(&[u8]) -> bool,
    ) -> Option<Self> {
        let file = folder?.join(format!("{path}{suffix}"));
        let bytes = fs::read(file).ok().filter(|bytes| is_good(bytes))?;
        Some(Self { suffix, bytes, is_kept: true })
    }
}

/// Whether a stream gives exactly these bytes. Opening takes a tenth of the time of compressing.
fn opens_to(mut stream: impl Read, bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut chunk = [0; 16 * 1024];
    loop {
        match stream.read(&mut chunk) {
            Ok(0) => return rest.is_empty(),
            Ok(len) => match rest.strip_prefix(&chunk[..len]) {
                Some(after) => rest = after,
                None => return false,
            },
            Err(_) => return false,
        }
    }
}

/// Brotli's quality for [`Effort::Quick`].
const QUICK: i32 = 5;

/// Quality 11 saves a tenth over 9 and takes two seconds for a megabyte. An index is smaller still
/// with 10, in half the time. Article pages are as small with 5 as with 9.
fn brotli_quality(suffix: &str, len: usize, effort: Effort) -> i32 {
    match effort {
        Effort::Best if len > BEST_MAX => 9,
        Effort::Best if suffix == "idx" => 10,
        Effort::Best => 11,
        Effort::Quick => QUICK,
    }
}

/// Level 9 takes thrice the time for an index, to save .4 %. Article pages are smaller with 7 than
/// with 6 or 9, and sooner done.
fn gzip_level(suffix: &str, effort: Effort) -> Compression {
    let is_best = effort == Effort::Best && suffix != "idx";
    if is_best { Compression::best() } else { Compression::new(7) }
}

/// The window that covers all bytes, as a power of two: tables of its size are made for every file.
/// Smaller ones than 17 select a slower way of looking for matches. Larger ones than 20 find nothing
/// in an index that is worth how far away it is: the twin of one of 4.6 MB is 1 % larger with 22, and
/// takes half as long again and 15 MB more memory.
fn window_bits(len: usize) -> i32 {
    // The format leaves 16 bytes of the window out of use.
    let bits = (len + 16).next_power_of_two().ilog2();
    i32::try_from(bits).unwrap_or(i32::MAX).clamp(17, 20)
}

/// Up to this many bytes the encoder takes tables of one form for all files of [`QUICK`].
const SAME_TABLES_MAX: usize = 1 << 20;

/// In what the encoder looks for matches: a megabyte, which would take a tenth of the time of a
/// page if it were made for each.
type Tables = (UnionHasher<StandardAlloc>, BrotliHasherParams);

thread_local! {
    static TABLES: Cell<Option<Tables>> = const { Cell::new(None) };
}

fn brotli(bytes: &[u8], quality: i32) -> Vec<u8> {
    let mut encoder = BrotliEncoderStateStruct::new(StandardAlloc::default());
    encoder.params = BrotliEncoderParams {
        quality,
        lgwin: window_bits(bytes.len()),
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let keeps_tables = quality == QUICK && bytes.len() <= SAME_TABLES_MAX;
    if keeps_tables && let Some((tables, params)) = TABLES.take() {
        encoder.hasher_ = tables;
        encoder.params.hasher = params;
    }
    // All at once, as for a stream the encoder makes room that small files never need: a third less
    // time for an article page.
    let mut out = vec![0; BrotliEncoderMaxCompressedSize(bytes.len())];
    let (mut left, mut read, mut room, mut len) = (bytes.len(), 0, out.len(), 0);
    let is_whole = encoder.compress_stream(
        BrotliEncoderOperation::BROTLI_OPERATION_FINISH,
        &mut left,
        bytes,
        &mut read,
        &mut room,
        &mut out,
        &mut len,
        &mut None,
        &mut |_, _, _, _| (),
    ) && encoder.is_finished();
    // It cannot fail, as there is room for the worst case; an empty twin would be left out.
    out.truncate(if is_whole { len } else { 0 });
    if keeps_tables {
        let mut tables = std::mem::replace(&mut encoder.hasher_, UnionHasher::Uninit);
        // So that the next file finds nothing of this one in them.
        tables.GetHasherCommon().is_prepared_ = 0;
        TABLES.set(Some((tables, encoder.params.hasher)));
    }
    out
}

fn gzip(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_open_to_the_same_bytes() {
        let text = "Help for any website. ".repeat(500);
        for effort in [Effort::Best, Effort::Quick] {
            let twins = twins("a.html", text.as_bytes(), effort, None);
            assert_eq!(twins.iter().map(|twin| twin.suffix).collect::<Vec<_>>(), [".br", ".gz"]);
            let mut open = String::new();
            brotli::Decompressor::new(&twins[0].bytes[..], 4096)
                .read_to_string(&mut open)
                .unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(open, text);
            open.clear();
            flate2::read::GzDecoder::new(&twins[1].bytes[..])
                .read_to_string(&mut open)
                .unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(open, text);
        }
    }

    #[test]
    fn a_twin_of_an_earlier_build_is_taken_over_if_it_opens_to_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let text = "Help for any website. ".repeat(500);
        let best = twins("a.html", text.as_bytes(), Effort::Best, None);
        let quick = || {
            let twins = twins("a.html", text.as_bytes(), Effort::Quick, Some(folder.path()));
            twins.into_iter().map(|twin| twin.bytes).collect::<Vec<_>>()
        };
        let fresh = quick();
        let keep = |twin: &Twin, bytes: &[u8]| {
            fs::write(folder.path().join(format!("a.html{}", twin.suffix)), bytes)
                .unwrap_or_else(|error| panic!("{error}"));
        };
        best.iter().for_each(|twin| keep(twin, &twin.bytes));
        assert_eq!(quick(), [best[0].bytes.clone(), best[1].bytes.clone()]);
        assert_ne!(quick(), fresh, "a test that could not fail");
        for harm in [0, 20, best[1].bytes.len() - 1] {
            for twin in &best {
                let mut bytes = twin.bytes.clone();
                bytes.truncate(harm.min(bytes.len() - 1));
                keep(twin, &bytes);
            }
            assert_eq!(quick(), fresh, "cut after {harm} bytes");
        }
        let other = twins("a.html", (text.clone() + "!").as_bytes(), Effort::Best, None);
        other.iter().for_each(|twin| keep(twin, &twin.bytes));
        assert_eq!(quick(), fresh, "of other bytes");
    }

    #[test]
    fn a_twin_does_not_depend_on_the_file_before() {
        let file = |n: u32| {
            let word = |k: u32| format!("{} ", k.wrapping_mul(n).wrapping_mul(40_503) % 997);
            (0..n * n).map(word).collect::<String>().into_bytes()
        };
        let large = file(40);
        for n in 1..40 {
            let file = file(n);
            TABLES.take();
            let alone = brotli(&file, QUICK);
            brotli(&large, QUICK);
            assert_eq!(brotli(&file, QUICK), alone, "{} bytes", file.len());
        }
    }

    #[test]
    fn what_would_not_shrink_has_no_twin() {
        assert!(twins("a.html", b"tiny", Effort::Best, None).is_empty());
        assert!(twins("a.png", &[0; 1000], Effort::Best, None).is_empty());
        let noise: Vec<u8> =
            (0..1_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        assert!(
            twins("a.idx", &noise, Effort::Best, None)
                .iter()
                .all(|twin| twin.bytes.len() < noise.len())
        );
    }
}
