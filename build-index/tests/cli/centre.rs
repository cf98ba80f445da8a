//! The static help centre around the articles: pages of categories, what programs read, and
//! templates of a site's own.

use crate::run::{Place, files};

const SETTINGS: &[u8] = b"[site]\nname = \"Kettle Help\"\nlanguages = [\"en\", \"es\"]\n\
    base_url = \"https://kettle.example/help/\"\ntime_zone = \"Europe/Madrid\"\n\
    description = { en = \"All about kettles.\", es = \"Todo sobre hervidores.\" }\n\
    [[categories]]\nid = \"billing\"\ntitle = { en = \"Billing\", es = \"Cobros\" }\n\
    description = \"Money & more\"\n";

fn centre() -> Place {
    let place = Place::new(&[
        ("docent.toml", SETTINGS),
        (
            "en/billing/refunds.md",
            b"---\ntitle: Refunds\ndescription: Money back\npublish: 2026-01-05\nupdated: 2026-02-01\n---\n\
              <!-- ask Mia -->\n\nSee [invoices](invoices.md#numbers) and [pay](#pay).\n\n## Pay\n\nx\n",
        ),
        ("en/billing/invoices.md", b"---\ntitle: Invoices\n---\n## Numbers\n\nx\n"),
        ("en/top.md", b"---\ntitle: Top\n---\nx\n"),
        ("es/billing/refunds.md", b"---\ntitle: Reembolsos\nslug: dinero\n---\nx\n"),
    ]);
    place.build(&[]).succeeded();
    place
}

#[test]
fn a_category_has_a_page_with_its_articles_in_each_language() {
    let place = centre();
    let page = place.read("site/billing/index.html");
    for text in [
        "<title>Billing – Kettle Help</title>",
        "<meta name=\"description\" content=\"Money &amp; more\">",
        "<link rel=\"canonical\" href=\"https://kettle.example/help/billing/\">",
        "<link rel=\"alternate\" hreflang=\"es\" href=\"https://kettle.example/help/es/billing/\">",
        "<a href=\"../billing/refunds/\">Refunds</a>\n<p>Money back</p>",
        "<a href=\"../billing/invoices/\">Invoices</a></li>",
        "\"@type\":\"CollectionPage\"",
    ] {
        assert!(page.contains(text), "{text} is missing in\n{page}");
    }
    let spanish = place.read("site/es/billing/index.html");
    assert!(spanish.contains("<h1><bdi>Cobros</bdi></h1>") && spanish.contains(">Reembolsos</a>"));
    // What stands in for a translation that is not there.
    assert!(spanish.contains("<a href=\"../../billing/invoices/\" lang=\"en\""), "{spanish}");
    assert!(
        place.read("site/index.html").contains("<a href=\"billing/\"><bdi>Billing</bdi></a></h2>")
    );
    let article = place.read("site/billing/refunds/index.html");
    assert!(article.contains("<li><a href=\"../../billing/\">Billing</a></li>"), "{article}");
    assert!(article.contains("\"item\":\"https://kettle.example/help/billing/\""), "{article}");
    assert!(
        place.read("site/sitemap.xml").contains("<loc>https://kettle.example/help/es/billing/")
    );
}

#[test]
fn a_long_category_is_cut_on_the_start_page_and_whole_on_its_own() {
    let names: Vec<_> = (0..8).map(|number| format!("a/n{number}.md")).collect();
    let mut all: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    all.push(("other.md", b"x"));
    let place = Place::new(&all);
    place.build(&["--lang", "en"]).succeeded();
    let home = place.read("site/index.html");
    let categories = home.split("<div class=\"categories\">").nth(1).unwrap_or_default();
    assert_eq!(categories.matches("href=\"a/n").count(), 5, "{categories}");
    assert!(categories.contains("All articles (8)</a>"), "{categories}");
    assert_eq!(place.read("site/a/index.html").matches("href=\"../a/n").count(), 8);
    // What has no category has no page of its own.
    assert!(
        categories.contains("<h2 id=\"category:\"><span>Other articles</span></h2>"),
        "{categories}"
    );
}

#[test]
fn what_has_an_address_already_keeps_it_and_the_category_takes_another() {
    let place = Place::new(&[
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\n"),
        ("en/billing.md", b"x"),
        ("en/billing/a.md", b"x"),
        ("en/old/b.md", b"---\nredirects: [Plans]\n---\nx"),
        ("en/plans/c.md", b"x"),
        ("en/d.md", b"---\ncategory: es\n---\nx"),
        ("en/e.md", b"---\ncategory: _docent\n---\nx"),
        ("es/billing/a.md", b"x"),
    ]);
    let outcome = place.build(&[]).succeeded();
    let said = outcome.stderr;
    for text in [
        "cannot have the address `billing/`: that is `en/billing.md`'s",
        "its page is at `billing-2/` now",
        "cannot have the address `plans/`: that is `en/old/b.md`'s",
        "cannot have the address `es/`: it is that of another language",
        "its page is at `category-es/` now",
        "its page is at `category-_docent/` now",
    ] {
        assert!(said.contains(text), "{text} is missing in\n{said}");
    }
    assert_eq!(said.matches("warning[category-address]").count(), 4, "{said}");
    assert!(place.read("site/billing/index.html").contains("<article>"));
    assert!(place.read("site/billing-2/index.html").contains("class=\"articles\""));
    assert!(place.read("site/Plans/index.html").contains("http-equiv=\"refresh\""));
    assert!(place.read("site/es/index.html").contains("<h1>Help</h1>"));
    assert!(place.read("site/es/billing/index.html").contains("class=\"articles\""));
}

#[test]
fn a_date_of_change_is_on_the_page_in_the_sitemap_and_in_the_feed() {
    let place = centre();
    let moment = "2026-02-01T00:00:00+01:00";
    let page = place.read("site/billing/refunds/index.html");
    assert!(
        page.contains(&format!(
            "Last updated: <time datetime=\"{moment}\">February 1, 2026</time>"
        ))
    );
    assert!(page.contains(&format!("\"dateModified\":\"{moment}\"")), "{page}");
    assert!(page.contains("\"datePublished\":\"2026-01-05T00:00:00+01:00\""), "{page}");
    let sitemap = place.read("site/sitemap.xml");
    assert_eq!(sitemap.matches("<lastmod>").count(), 1, "{sitemap}");
    assert!(sitemap.contains(&format!("<lastmod>{moment}</lastmod>")), "{sitemap}");
    let feed = place.read("site/feed.xml");
    assert_eq!(feed.matches("<item>").count(), 1, "{feed}");
    assert!(feed.contains("<link>https://kettle.example/help/billing/refunds/</link>"), "{feed}");
    assert!(feed.contains("<pubDate>Sun, 1 Feb 2026 00:00:00 +0100</pubDate>"), "{feed}");
    let link = |root| {
        format!(
            "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Kettle Help\" href=\"{root}feed.xml\">"
        )
    };
    assert!(page.contains(&link("../../")) && place.read("site/index.html").contains(&link("")));
    // Spanish has no article with a date.
    assert!(!place.path().join("site/es/feed.xml").exists());
    assert!(!place.read("site/es/index.html").contains("rss"));
    let page = place.read("site/top/index.html");
    assert!(!page.contains("<time") && !page.contains("dateModified"), "{page}");
}

#[test]
fn a_date_that_is_none_is_an_error_with_its_line() {
    let place = Place::new(&[("a.md", b"---\nupdated: lately\n---\nx")]);
    let said = "`lately` is no day and no moment";
    let outcome = place.build(&["--lang", "en"]).failed_saying(said);
    assert!(outcome.stderr.contains("a.md:2:10"), "{}", outcome.stderr);
}

#[test]
fn every_article_has_a_copy_in_markdown_whose_links_lead_to_copies() {
    let place = centre();
    assert_eq!(
        place.read("site/billing/refunds/index.md"),
        "# Refunds\n\nSee [invoices](../../billing/invoices/index.md#numbers) and [pay](#pay).\n\n\
         ## Pay\n\nx\n"
    );
    assert!(place.path().join("site/billing/invoices/index.md").is_file());
    let page = place.read("site/billing/refunds/index.html");
    assert!(page.contains("<link rel=\"alternate\" type=\"text/markdown\" href=\"index.md\">"));
    let copies = files(&place.path().join("site"));
    let copies = copies.keys().filter(|path| path.ends_with(".md"));
    assert_eq!(copies.count(), 4);
}

#[test]
fn llms_txt_lists_the_copies_by_category() {
    let place = centre();
    let base = "https://kettle.example/help/";
    assert_eq!(
        place.read("site/llms.txt"),
        format!(
            "# Kettle Help\n\n> All about kettles.\n\n## Billing\n\n\
             - [Invoices]({base}billing/invoices/index.md)\n\
             - [Refunds]({base}billing/refunds/index.md): Money back\n\n\
             ## Other articles\n\n- [Top]({base}top/index.md)\n\n\
             ## Languages\n\n- [Español]({base}es/llms.txt)\n"
        )
    );
    let without = Place::new(&[
        ("docent.toml", b"[site]\nlanguages = [\"en\", \"es\"]\n"),
        ("en/a.md", b"x"),
        ("es/b.md", b"x"),
    ]);
    without.build(&[]).succeeded();
    let spanish = without.read("site/es/llms.txt");
    assert!(spanish.contains("- [B](../es/b/index.md)"), "{spanish}");
    assert!(spanish.contains("- [English](../llms.txt)"), "{spanish}");
}

#[test]
fn templates_and_styles_of_a_site_take_the_place_of_docents() {
    let place = centre();
    place.write(
        "content/templates/article.html",
        b"<title>{{ page.title }}</title>{% include \"foot.html\" %}",
    );
    place.write("content/templates/foot.html", b"<p>\xc2\xa9 Kettle & {{ site.name }}</p>");
    place.write("content/templates/extra.css", b".kettle { color: red }");
    place.build(&[]).succeeded();
    let page = place.read("site/top/index.html");
    assert_eq!(page, "<title>Top</title><p>© Kettle & Kettle Help</p>");
    assert!(place.read("site/index.html").contains("class=\"categories\""));
    let all = files(&place.path().join("site/_docent"));
    let style =
        all.iter().find(|(path, _)| path.ends_with(".css")).map(|(_, bytes)| bytes.as_slice());
    assert!(style.is_some_and(|style| style.ends_with(b".kettle { color: red }")));
    let copied = all.keys().any(|path| path.contains("foot"));
    assert!(!copied, "templates are no files of the site");
}

#[test]
fn a_fault_in_a_template_stops_the_build_and_is_told_once_with_its_line() {
    let place = centre();
    place.write("content/templates/article.html", b"<h1>\n{{ page.titel }}</h1>");
    let outcome = place.build(&[]).failed_saying("the page has no `page.titel`");
    assert_eq!(outcome.stderr.matches("error[template]").count(), 1, "{}", outcome.stderr);
    for text in ["templates/article.html:2:4", "did you mean `page.title`?"] {
        assert!(outcome.stderr.contains(text), "{text} is missing in\n{}", outcome.stderr);
    }
    place.write("content/templates/article.html", b"x\n{% for %}");
    place.write("content/templates/hme.html", b"");
    let outcome = place.build(&[]).failed_saying("templates/article.html:2:");
    assert!(outcome.stderr.contains("did you mean `home.html`?"), "{}", outcome.stderr);
    place.write("content/templates/article.html", b"\xff");
    place.build(&[]).failed_saying("this file is not UTF-8");
}

/// Names of what a template gets, as a template itself sees them.
fn names(place: &Place, template: &str, page: &str, of: &str) -> Vec<String> {
    let list = format!("{{% for name in {of} %}}{{{{ name }}}}\n{{% endfor %}}");
    place.write(&format!("content/templates/{template}"), list.as_bytes());
    place.build(&[]).succeeded();
    let mut names: Vec<_> =
        place.read(&format!("site/{page}")).lines().map(str::to_owned).collect();
    std::fs::remove_file(place.path().join("content/templates").join(template))
        .unwrap_or_else(|error| panic!("{error}"));
    names.sort();
    names
}

#[test]
fn the_manual_lists_what_each_template_gets() {
    let place = centre();
    // Six articles, so that there are main ones, and an old address.
    for number in 0..9 {
        let path = format!("content/en/plans/n{number}.md");
        place.write(&path, b"---\nredirects: [old]\n---\n## A\n\nx\n\n## B\n\nx\n\n## C\n\nx\n");
        if number > 0 {
            place.write(&path, b"x");
        }
    }
    let manual = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/en/hosting/templates.md"),
    )
    .unwrap_or_else(|error| panic!("{error}"));
    let manual = manual.split("{#variables}").nth(1).unwrap_or_default();
    let listed = |owner: &str| {
        let start = format!("| `{owner}.");
        let rows = manual.lines().filter_map(|line| line.strip_prefix(&start)?.split('`').next());
        let own = rows.filter(|name| !name.contains('.'));
        let mut names: Vec<_> = own.map(str::to_owned).collect();
        names.sort();
        names
    };
    let (article, old) = ("plans/n0/index.html", "old/index.html");
    for (template, page, of, owner) in [
        ("article.html", article, "site", "site"),
        ("article.html", article, "page", "page"),
        ("article.html", article, "article", "article"),
        ("article.html", article, "(article.related[0] if article.related else [])", "link"),
        ("category.html", "billing/index.html", "category", "category"),
        ("category.html", "billing/index.html", "page", "page"),
        ("home.html", "index.html", "home", "home"),
        ("home.html", "index.html", "home.categories[0]", "home.categories[]"),
        ("home.html", "index.html", "(home.main[0] if home.main else [])", "link"),
        ("missing.html", "404.html", "page", "page"),
        ("redirect.html", old, "redirect", "redirect"),
    ] {
        let found = names(&place, template, page, of);
        assert!(!found.is_empty(), "{template}: {of}");
        assert_eq!(found, listed(owner), "{template}: {of}");
    }
}

#[test]
fn the_picture_in_the_tab_is_the_sites_own_or_a_drawing_in_its_accent() {
    let place = Place::new(&[
        (
            "docent.toml",
            b"[site]\nbase_url = \"https://a.example/help/\"\n[theme]\naccent = \"#1d5a46\"\n",
        ),
        ("en/a/b.md", b"x"),
    ]);
    place.build(&[]).succeeded();
    let icon_of = |page: &str| {
        let page = place.read(page);
        let lines = page.lines().filter(|line| line.starts_with("<link rel=\"icon\""));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let [drawn] = &icon_of("site/index.html")[..] else { panic!("not one picture") };
    let href = drawn.split('"').nth(3).unwrap_or_default().to_owned();
    assert!(drawn.ends_with("type=\"image/svg+xml\" sizes=\"any\">"), "{drawn}");
    assert!(place.read(&format!("site/{href}")).contains("fill=\"#1d5a46\""));
    // From the root of the host, because this page can be asked for anywhere.
    assert!(icon_of("site/404.html")[0].contains(&format!("\"/help/{href}\"")));

    place.write("content/favicon.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    place.write("content/favicon.ico", b"not a picture");
    place.build(&[]).succeeded();
    let own = icon_of("site/a/b/index.html");
    let [old, new] = &own[..] else { panic!("{own:?}") };
    assert!(
        old.contains("\"../../_docent/favicon-") && old.ends_with(".ico\" type=\"image/x-icon\">")
    );
    let href = new.split('"').nth(3).unwrap_or_default().trim_start_matches("../");
    assert_eq!(place.read(&format!("site/{href}")), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    assert!(place.read("site/404.html").contains("favicon-"));
}
