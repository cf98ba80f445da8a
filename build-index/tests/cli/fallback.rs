//! Articles of the default language that stand in for those that another one does not have.

use crate::run::{Outcome, Place, docent, files};

const SETTINGS: &str = "[site]\nname = \"Help\"\nlanguages = [\"en\", \"es\", \"ar\"]\n";

fn place(more: &str) -> Place {
    let place = Place::new(&[
        ("en/billing/cards.md", b"# Cards\n\nPay by card."),
        ("en/billing/plans.md", b"# Plans\n\nSee [cards](cards.md#pay) and [terms](../terms.md).\n\n[Zebra](zebra.md)"),
        ("en/billing/zebra.md", b"# Zebra\n\nStripes."),
        ("en/terms.md", b"# Terms\n\nThe zebra again."),
        ("es/billing/cards.md", b"---\nslug: tarjetas\n---\n# Tarjetas\n\n[Planes](plans.md), [zebra](../../en/billing/zebra.md).\n\n## Pagar {#pay}\n"),
        ("es/other.md", b"---\nslug: terms\n---\n# Condiciones\n\nZebra."),
        ("ar/billing/cards.md", "# بطاقات\n\nنص.".as_bytes()),
        ("docent.toml", format!("{SETTINGS}{more}").as_bytes()),
    ]);
    let outcome = place.build(&["--base-url", "https://x.example/help"]).succeeded();
    place.write("said", outcome.stdout.as_bytes());
    place
}

fn search(place: &Place, args: &[&str]) -> Outcome {
    docent(place.path(), &[&["search", "--site", "site", "--lang", "es"], args].concat())
}

/// The article page that the Spanish edition has for a slug.
fn spanish_page(place: &Place, slug: &str) -> serde_json::Value {
    let site = |path: &str| -> serde_json::Value {
        serde_json::from_str(&place.read(path)).unwrap_or_else(|error| panic!("{error}"))
    };
    let catalog = site("site/docent.json");
    let index = place
        .path()
        .join("site")
        .join(catalog["languages"][1]["index"].as_str().unwrap_or_default());
    let bytes = std::fs::read(index).unwrap_or_else(|error| panic!("{error}"));
    let index = docent_search::Index::open(bytes).unwrap_or_else(|error| panic!("{error}"));
    let doc = index.find_slug(slug).unwrap_or_else(|| panic!("no article {slug}"));
    let key = index.document(doc).map(|document| document.page).unwrap_or_default();
    site(&format!("site/_docent/articles/{key}.json"))
}

#[test]
fn what_is_not_translated_is_found_among_the_articles_of_the_language_and_after_them() {
    let place = place("");
    assert!(
        place.read("said").contains("\n  not translated es 2, ar 3 (shown in en)\n"),
        "{}",
        place.read("said")
    );
    let outcome = search(&place, &["--json", "zebra"]).succeeded();
    let answer: serde_json::Value =
        serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}"));
    let hits: Vec<_> = answer["hits"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|hit| ["slug", "lang", "url"].map(|name| hit[name].as_str().unwrap_or_default()))
        .collect();
    assert!(hits.contains(&["billing/zebra", "en", "billing/zebra/"]), "{hits:?}");
    assert!(hits.contains(&["terms", "es", "es/terms/"]), "an own slug wins: {hits:?}");
    assert!(!hits.contains(&["terms", "en", "terms/"]), "{hits:?}");
}

#[test]
fn a_build_over_the_last_one_keeps_the_pages_that_two_languages_share() {
    let place = place("");
    let site = place.path().join("site");
    let before = files(&site);
    place.build(&["--base-url", "https://x.example/help"]).succeeded();
    assert!(before == files(&site), "the same content gives the same files");
}

#[test]
fn equal_hits_of_the_language_itself_come_first() {
    let place = Place::new(&[
        ("en/a.md", b"# Zebra\n\nZebra."),
        ("en/b.md", b"# Other\n\nOther."),
        ("es/z.md", b"# Zebra\n\nZebra."),
        ("docent.toml", SETTINGS.as_bytes()),
    ]);
    place.write("content/ar/b.md", b"# Other");
    place.build(&[]).succeeded();
    let outcome = search(&place, &["zebra"]).succeeded();
    let order = ["[es/z]", "[en/a]"].map(|path| outcome.stdout.find(path));
    assert!(order[0].is_some() && order[0] < order[1], "{}", outcome.stdout);
}

#[test]
fn links_lead_to_what_the_language_has_and_stay_in_the_widget() {
    let place = place("");
    let html =
        |slug: &str| spanish_page(&place, slug)["sections"].to_string().replace("\\\"", "\"");
    let own = html("tarjetas");
    for link in [
        "<a href=\"billing/plans/\" data-docent-article=\"billing/plans\">Planes</a>",
        "<a href=\"billing/zebra/\" data-docent-article=\"billing/zebra\">zebra</a>",
    ] {
        assert!(own.contains(link), "{link} in {own}");
    }
    let page = spanish_page(&place, "billing/plans");
    assert_eq!([&page["lang"], &page["url"]], ["en", "billing/plans/"]);
    let stand_in = html("billing/plans");
    for link in [
        "<a href=\"es/tarjetas/#pay\" data-docent-article=\"tarjetas#pay\">cards</a>",
        "<a href=\"es/terms/\" data-docent-article=\"terms\">terms</a>",
        "<a href=\"billing/zebra/\" data-docent-article=\"billing/zebra\">Zebra</a>",
    ] {
        assert!(stand_in.contains(link), "{link} in {stand_in}");
    }
    let static_page = place.read("site/es/tarjetas/index.html");
    assert!(static_page.contains("<a href=\"../../billing/plans/\">Planes</a>"), "{static_page}");
}

#[test]
fn the_static_pages_name_the_language_of_what_stands_in_and_have_no_second_page_for_it() {
    let place = place("");
    let marked = "<a href=\"../billing/plans/\" lang=\"en\" hreflang=\"en\" dir=\"ltr\">Plans</a> \
                  <span class=\"language\" lang=\"en\" dir=\"ltr\">English</span>";
    for home in ["es", "ar"] {
        let text = place.read(&format!("site/{home}/index.html"));
        assert!(text.contains(marked), "{text}");
        assert!(!place.path().join(format!("site/{home}/billing/plans")).exists());
    }
    let read_on = place.read("site/es/tarjetas/index.html");
    assert!(read_on.contains(&marked.replace("../", "../../")), "{read_on}");
    let original = place.read("site/billing/plans/index.html");
    assert!(!original.contains("hreflang"), "it has no translation: {original}");
}

#[test]
fn a_site_can_keep_its_languages_apart() {
    let place = place("fallback = false\n");
    let said = place.read("said");
    assert!(said.contains("\n  not translated es 2, ar 3 (not shown)\n"), "{said}");
    let outcome = search(&place, &["plans"]).succeeded();
    assert!(!outcome.stdout.contains("billing/plans"), "{}", outcome.stdout);
    assert!(!place.read("site/es/index.html").contains("English</span>"));
    let static_page = place.read("site/es/tarjetas/index.html");
    assert!(static_page.contains("<a>Planes</a>"), "it leads nowhere: {static_page}");
    assert!(static_page.contains("<a href=\"../../billing/zebra/\">zebra</a>"), "{static_page}");
}
