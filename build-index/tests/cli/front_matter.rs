//! Front matter that decides more than what is shown: when, where, and what comes next.

use std::path::Path;
use std::process::Command;

use crate::run::{Outcome, Place, docent};

/// A build at a moment, in seconds since 1970.
fn build_at(folder: &Path, moment: &str) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_docent"))
        .args(["build", "content", "--out", "site", "--no-widget"])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("SOURCE_DATE_EPOCH", moment)
        .output()
        .unwrap();
    output.into()
}

#[test]
fn an_article_appears_with_the_first_build_after_its_time() {
    let place = Place::new(&[
        ("docent.toml", b"[site]\ntime_zone = \"Europe/Berlin\"\n"),
        ("a.md", b"# A\n\nSee [the sale](sale.md).\n"),
        ("sale.md", b"---\npublish: 2026-12-01 09:00\n---\n# Sale\n\nHalf price.\n"),
    ]);
    // 2026-12-01T07:59:59Z, and a second later.
    let early = build_at(place.path(), "1796111999").succeeded();
    assert!(early.stdout.contains("Built 1 article "), "{}", early.stdout);
    assert!(
        early.stdout.contains("  waits          sale.md, until 2026-12-01T08:00:00Z\n"),
        "{}",
        early.stdout
    );
    assert!(early.stderr.contains("draft"), "a link to it leads nowhere yet: {}", early.stderr);
    assert!(!place.path().join("site/sale/index.html").exists());
    let late = build_at(place.path(), "1796112000").succeeded();
    assert!(late.stdout.contains("Built 2 articles "), "{}", late.stdout);
    assert_eq!(late.stderr, "");
}

#[test]
fn what_is_no_time_is_said_where_it_stands() {
    let place = Place::new(&[
        ("docent.toml", b"[site]\ntime_zone = \"Berlin\"\n"),
        ("a.md", b"---\npublish: soon\n---\n# A\n\nText.\n"),
    ]);
    assert_eq!(
        place.build(&[]).failed_saying("2 errors").stderr,
        "error[front-matter]: `soon` is no day and no moment
 --> content/a.md:2:10
2 | publish: soon
  |          ^^^^
  = help: write it as `2026-12-01`, `2026-12-01 09:00`, or with a time zone as \
         `2026-12-01T09:00+01:00`

error[settings]: `Berlin` is no time zone
 --> content/docent.toml:2:13
2 | time_zone = \"Berlin\"
  |             ^^^^^^^^
  = help: use a name such as `Europe/Berlin` or `America/New_York`

error: 2 errors and 0 warnings in the content; nothing was written
"
    );
}

#[test]
fn old_addresses_lead_on_by_pages_and_by_rules() {
    let place = Place::new(&[
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"de\"]\n"),
        (
            "en/billing/refunds.md",
            b"---\nredirects: [money-back, old/refund.md, /hc/en-us/articles/123-Refunds]\n---\n\
              # Get a \"refund\"\n\nText.\n",
        ),
        (
            "de/billing/refunds.md",
            "---\nredirects: rückgabe\n---\n# Geld zurück\n\nText.\n".as_bytes(),
        ),
    ]);
    let built = place.build(&[]).succeeded();
    assert!(built.stdout.contains("  redirects      4\n"), "{}", built.stdout);
    assert_eq!(built.stderr, "");
    let page = place.read("site/old/refund/index.html");
    let refresh = "<meta http-equiv=\"refresh\" content=\"0; url=../../billing/refunds/\">";
    assert!(page.contains(refresh) && page.contains("noindex"), "{page}");
    assert!(page.contains("<title>Get a &quot;refund&quot;</title>"), "{page}");
    let german = place.read("site/de/rückgabe/index.html");
    assert!(german.contains("<html lang=\"de\">"), "{german}");
    assert!(german.contains("url=../../de/billing/refunds/"), "{german}");
    // Where the site will be is not known, so there are no rules of whole paths.
    assert!(!place.path().join("site/_redirects").exists());

    place.build(&["--base-url", "https://www.example.com/help/"]).succeeded();
    assert_eq!(
        place.read("site/_redirects"),
        "/help/de/r%C3%BCckgabe /help/de/billing/refunds/ 301\n\
         /help/money-back /help/billing/refunds/ 301\n\
         /help/old/refund /help/billing/refunds/ 301\n\
         /hc/en-us/articles/123-Refunds /help/billing/refunds/ 301\n"
    );
    let nginx = place.read("site/_docent/redirects.nginx.conf");
    let rule = "location = \"/help/de/rückgabe/\" { return 301 \"/help/de/billing/refunds/\"; }\n";
    assert!(nginx.contains(rule), "{nginx}");
    let caddy = place.read("site/_docent/redirects.caddy");
    let rule = "redir \"/hc/en-us/articles/123-Refunds\" \"/help/billing/refunds/\" permanent\n";
    assert!(caddy.contains(rule), "{caddy}");
    let page = place.read("site/money-back/index.html");
    let canonical = "rel=\"canonical\" href=\"https://www.example.com/help/billing/refunds/\"";
    assert!(page.contains(canonical), "{page}");
}

#[test]
fn addresses_that_cannot_lead_on_are_said() {
    let place = Place::new(&[
        ("a.md", b"---\nredirects: [a, b, old, OLD]\n---\n# A\n\nText.\n"),
        ("b.md", b"---\nredirects:\n  - old\n  - https://a.example/b\n  - /a b\n  - _docent/x\n---\n# B\n\nText.\n"),
    ]);
    let said = place.build(&[]).failed_saying("7 errors").stderr;
    for message in [
        "`a` is named twice, or is this article's own address\n --> content/a.md:2:13",
        "`b` is already an address of another article\n --> content/a.md:2:16",
        "`OLD` is named twice, or is this article's own address\n --> content/a.md:2:24",
        "`old` is already an address of another article\n --> content/b.md:3:5",
        "the other one is `a.md`; take it out of one of them",
        "`https://a.example/b` cannot be an old address: it is a path only",
        "`/a b` cannot be an old address: it has parts or characters",
        "`_docent/x` cannot be an old address: this name is used by a file",
    ] {
        assert!(said.contains(message), "{message} is missing in\n{said}");
    }
}

#[test]
fn paths_of_the_host_within_the_site_are_addresses_of_the_site() {
    let place = Place::new(&[
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\nbase_url = \"https://a.example/help/\"\n"),
        (
            "en/a.md",
            b"---\nredirects: [old, /help/old, /help/a, /help/b/, /help, /help/docent.js, es, es/x, /hc/*, /hc/:id, //b.example/x, /en/../x, /helper]\n---\n# A\n\nText.\n",
        ),
        ("en/b.md", b"# B\n\nText.\n"),
        ("es/a.md", b"# A\n\nText.\n"),
    ]);
    // All but the first and the last.
    let said = place.build(&[]).failed_saying("11 errors").stderr;
    for message in [
        "`/help/old` is named twice",
        "`/help/a` is named twice, or is this article's own address",
        "`/help/b/` is already an address of another article",
        "`es` cannot be an old address: addresses that begin so belong to another language",
        "`/hc/*` cannot be an old address: it has parts or characters",
    ] {
        assert!(said.contains(message), "{message} is missing in\n{said}");
    }
}

#[test]
fn what_to_read_next_can_be_named() {
    let place = Place::new(&[
        ("x/a.md", b"---\nrelated: y/d, x/cc\n---\n# A\n\nText.\n"),
        ("x/b.md", b"# B\n\nText.\n"),
        ("x/c.md", b"# C\n\nText.\n"),
        ("y/d.md", b"# D\n\nText.\n"),
    ]);
    let built = place.build(&[]).succeeded();
    let said = "warning[related-article]: no article has the slug `x/cc`
 --> content/x/a.md:2:10
2 | related: y/d, x/cc
  |          ^^^^^^^^^
  = help: did you mean `x/c`?
";
    assert!(built.stderr.starts_with(said), "{}", built.stderr);
    let page = place.read("site/x/a/index.html");
    let at = |href: &str| page.find(&format!("href=\"../../{href}/\"")).unwrap();
    assert!(at("y/d") < at("x/b") && at("x/b") < at("x/c"), "{page}");
}

#[test]
fn keys_of_other_tools_are_understood_where_they_mean_one_thing() {
    let place = Place::new(&[
        ("docent.toml", b"[site]\nbase_url = \"https://a.example/\"\nlanguages = [\"en\"]\n"),
        (
            "en/help/hugo.md",
            b"+++\ntitle = \"Hugo\"\nweight = 20\naliases = [\"/old/hugo/\", \"/robots.txt\", \"/en/\"]\ntags = [\"x\"]\n+++\nText.\n",
        ),
        (
            "en/help/jekyll.md",
            b"---\ntitle: Jekyll\nnav_order: 3\nredirect_from: /old/jekyll, /q.html\npermalink: /help/jekyll/\nlayout: page\n---\nText.\n",
        ),
        ("en/help/away.md", b"---\ntitle: Away\npublished: false\n---\nText.\n"),
        ("en/help/later.md", b"---\ntitle: Later\npublishDate: 2030-01-01T00:00:00Z\n---\nText.\n"),
        (
            "en/help/docusaurus.md",
            b"---\ntitle: Docusaurus\nsidebar_position: 10\nslug: /start\n---\n:::tip[Quick]\n\nDo *it*.\n\n:::\n",
        ),
        (
            "en/help/vault.md",
            b"---\ntitle: Vault\naliases: [Strongbox, /old/hugo]\n---\n{% hint style=\"danger\" %}\nHot.\n{% endhint %}\n\nLine.\n{: .wide}\n",
        ),
    ]);
    let built = place.build(&[]).succeeded();
    assert!(built.stdout.contains("Built 4 articles"), "{}", built.stdout);
    let rules = place.read("site/_redirects");
    assert_eq!(
        rules,
        "/old/hugo /help/hugo/ 301\n/old/jekyll /help/jekyll/ 301\n/q.html /help/jekyll/ 301\n",
        "its own address and what is taken are left alone"
    );
    let pages = place.article_pages();
    let text = |slug: &str| pages[slug].to_string();
    let tip = text("start");
    assert!(tip.contains("callout-tip") && tip.contains("<strong>Quick</strong>"), "{tip}");
    let vault = text("help/vault");
    assert!(vault.contains("callout-caution"), "{vault}");
    assert!(!vault.contains("hint") && !vault.contains(".wide"), "{vault}");
    let found = docent(place.path(), &["search", "--site", "site", "strongbox"]).succeeded();
    assert!(found.stdout.contains("Vault"), "{}", found.stdout);
    let order: Vec<_> =
        ["jekyll", "start", "hugo"].map(|slug| place.read("site/index.html").find(slug)).into();
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}");
}

#[test]
fn keys_of_other_tools_are_never_a_fault() {
    let place = Place::new(&[(
        "en/a.md",
        b"---\ntitle: A\nweight: heavy\naliases: {a: 1}\nredirect_from: [1, {b: 2}]\npermalink: /:title/\npublished: maybe\npublishDate: soon\nsidebar_position: 1.5\n---\nText.\n",
    )]);
    let built = place.build(&[]).succeeded();
    assert_eq!(built.stderr, "");
}
