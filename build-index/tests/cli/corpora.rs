//! Real help content that others wrote, where it lies beside the checkout. It is not part of
//! this repository.

use std::path::{Path, PathBuf};

use crate::run::{Place, docent};

/// `shared/corpora` beside the checkout, or the folder that `DOCENT_CORPORA` names.
pub(crate) fn corpora() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let folder = std::env::var_os("DOCENT_CORPORA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "the corpora are not in `{}`; name their folder in DOCENT_CORPORA",
        folder.display()
    );
    println!("skipped: no corpora beside the checkout");
    None
}

/// Sets with the number of articles that are no drafts.
const SETS: [(&str, usize); 11] = [
    ("arduino/docs", 410),
    ("lbry/docs", 85),
    ("login-gov/es/docs", 18),
    ("cc-faq/en/docs", 123),
    ("letsencrypt/en/docs", 26),
    ("letsencrypt/he/docs", 22),
    ("letsencrypt/ja/docs", 16),
    ("covidfaq-en/docs", 136),
    ("banking77/docs", 77),
    ("cranfield/docs", 1400),
    ("xquad/de/docs", 240),
];

#[test]
fn every_corpus_builds_without_editing_it() {
    let Some(corpora) = corpora() else { return };
    let place = Place::new(&[]);
    for (set, articles) in SETS {
        let content = corpora.join(set);
        let args = ["build", &*content.to_string_lossy(), "--out", "site", "--no-widget"]
            .map(str::to_owned);
        let outcome = docent(place.path(), &args).succeeded();
        assert!(
            outcome.stdout.starts_with(&format!("Built {articles} articles in 1 language")),
            "{set}: {}",
            outcome.stdout
        );
        assert!(!outcome.stderr.contains("error["), "{set}: {}", outcome.stderr);
    }
}
