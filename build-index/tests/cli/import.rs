//! `docent import`: exports of help desks become folders that build.

use std::fs;

use serde_json::json;

use crate::run::{Outcome, Place, docent, tests};

/// Imports a fixture into `my-help`.
pub(crate) fn import(place: &Place, service: &str) -> Outcome {
    let from = tests().join("fixtures/import").join(service);
    docent(place.path(), &["import", service, &from.to_string_lossy()])
}

/// Imports files of a test's own.
pub(crate) fn import_of(place: &Place, service: &str, files: &[(&str, &[u8])]) -> Outcome {
    for (path, bytes) in files {
        place.write(&format!("export/{path}"), bytes);
    }
    docent(place.path(), &["import", service, "export"])
}

/// The folder builds, and a check finds no error in it.
#[track_caller]
pub(crate) fn is_sound(place: &Place) -> Outcome {
    let built =
        docent(place.path(), &["build", "my-help", "--out", "site", "--no-widget"]).succeeded();
    docent(place.path(), &["check", "my-help"]).succeeded();
    built
}

pub(crate) fn article(id: u64, title: &str, body: &str) -> serde_json::Value {
    json!({
        "id": id, "section_id": 1, "title": title, "body": body, "locale": "en-us",
        "source_locale": "en-us", "html_url": format!("https://a.example/hc/en-us/articles/{id}"),
    })
}

pub(crate) fn articles(all: &[serde_json::Value]) -> Vec<u8> {
    json!({ "articles": all }).to_string().into_bytes()
}

#[test]
fn a_help_centre_of_zendesk_comes_with_sections_labels_order_and_translations() {
    let place = Place::new(&[]);
    let outcome = import(&place, "zendesk").succeeded();
    assert!(
        outcome
            .stdout
            .starts_with("Imported 8 articles in 2 languages into `my-help`: 2 categories")
    );
    assert_eq!(
        place.read("my-help/docent.toml"),
        "[site]\nlanguages = [\"en\", \"de\"]\nmain = [\"orders-delivery/returns/send-tea-back\"]\n\n\
         [[categories]]\nid = \"account\"\ntitle = { en = \"Account\" }\n\n\
         [[categories]]\nid = \"orders-delivery\"\n\
         title = { en = \"Orders & delivery\", de = \"Bestellen und Liefern\" }\n\
         description = { en = \"From the basket to your door.\", de = \"Vom Korb bis an die Tür.\" }\n"
    );
    assert_eq!(
        place.read("my-help/en/orders-delivery/returns/send-tea-back.md"),
        "---\ntitle: Send tea back\nkeywords: [refund, money back]\norder: 60\n\
         redirects: [/hc/en-us/articles/101-Send-tea-back, /hc/en-us/articles/101]\n---\n\n\
         You can return unopened tea **within 30 days**.\n\n\
         > [!WARNING]\n> Opened tins stay with you.\n\n\
         ## How long does it take? {#h_01}\n\n\
         1. Write to us.\n2. Wait for the label:\n   - by mail, or\n   \
         - in [your account](../../account/sign-in/your-account.md).\n\n\
         | Country | Days |\n| --- | ---: |\n| Norway | 3 |\n\n\
         ![A printed label.](https://tea.example/hc/article_attachments/9/label.png)\n\n\
         [Pack a tin](https://vimeo.com/12)\n\n\
         See also [late parcels](../delivery/late-parcels.md), [all about returns]\
         (https://tea.example/hc/en-us/sections/21-Returns) and [the post office]\
         (https://post.example/).\n"
    );
    let german = place.read("my-help/de/orders-delivery/returns/send-tea-back.md");
    assert!(german.contains("title: Tee zurückschicken\n"), "{german}");
    assert!(german.contains("[Späte Pakete](../delivery/late-parcels.md)"), "{german}");
    // Of an article that two pages of the export have, the later version.
    let late = place.read("my-help/en/orders-delivery/delivery/late-parcels.md");
    assert!(late.contains("wait *five* days"), "{late}");
    assert!(
        place
            .read("my-help/en/orders-delivery/delivery/late-parcels-2.md")
            .contains("title of another")
    );
    for draft in ["new-blends", "prices-for-partners"] {
        let text = place.read(&format!("my-help/en/orders-delivery/delivery/{draft}.md"));
        assert!(text.contains("\ndraft: true\n"), "{text}");
    }
    for said in [
        "only some people could read it, so it is a draft",
        "a picture stays on another site: https://tea.example/hc/article_attachments/9/label.png",
        "a link leads to what was not imported: https://tea.example/hc/en-us/sections/21-Returns",
        "left out: `script`",
        "“Nothing here yet” has no text; it was left out",
        "a translation into de of article 999, which the export does not have",
        "sections became folders in their categories; their names are not shown. To make one a category, move its folder beside the others\n    Account: Sign in\n    Orders & delivery: Delivery, Returns",
    ] {
        assert!(outcome.stdout.contains(said), "{said}\n{}", outcome.stdout);
    }
    let built = is_sound(&place);
    assert!(
        built.stdout.contains("Built 6 articles in 2 languages (en 5, de 1)"),
        "{}",
        built.stdout
    );
}

#[test]
fn articles_of_help_scout_come_with_categories_and_what_to_read_next() {
    let place = Place::new(&[]);
    import(&place, "helpscout").succeeded();
    assert_eq!(
        place.read("my-help/en/tyres/flat-tyre.md"),
        "---\ntitle: I have a flat tyre\nkeywords: [puncture]\n\
         related: [rent-a-bike/return-the-bike]\nredirects: [/article/101-flat-tyre]\n---\n\n\
         > [!WARNING]\n> Do not ride on.\n\n\
         Call us. [Return the bike](../rent-a-bike/return-the-bike.md) where you are.\n\n\
         ```\n+49 30 1\n```\n"
    );
    let settings = place.read("my-help/docent.toml");
    let (rent, tyres) = (settings.find("rent-a-bike"), settings.find("tyres"));
    assert!(rent.is_some() && rent < tyres, "by their order: {settings}");
    assert!(place.read("my-help/en/rent-a-bike/winter.md").contains("draft: true"));
    is_sound(&place);
}

#[test]
fn lists_of_help_scout_alone_have_no_text_which_is_said() {
    let place = Place::new(&[]);
    let list = fs::read(tests().join("fixtures/import/helpscout/articles.json")).unwrap();
    let outcome = import_of(&place, "helpscout", &[("articles.json", &list)]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stdout.contains("lists of Help Scout have no texts"), "{}", outcome.stdout);
    assert!(!place.path().join("my-help").exists());
}

#[test]
fn articles_of_intercom_come_with_translations_collections_and_pictures_in_the_text() {
    let place = Place::new(&[]);
    import(&place, "intercom").succeeded();
    assert_eq!(
        place.read("my-help/en/getting-started/knots/tie-a-bowline.md"),
        "---\ntitle: Tie a bowline\ndescription: The knot that holds.\nkeywords: [rope]\norder: 20\n\
         redirects: [/en/articles/3001-tie-a-bowline, /en/articles/3001]\n---\n\n\
         Make a **loop**.\n\n> [!NOTE]\n> Pull it tight.\n\n\
         ![A loop.](images/tie-a-bowline.png)\n\n\
         Then [leave the harbour](../leave-the-harbour.md).\n"
    );
    assert!(
        place.path().join("my-help/en/getting-started/knots/images/tie-a-bowline.png").is_file()
    );
    let french = place.read("my-help/fr/getting-started/knots/tie-a-bowline.md");
    assert!(
        french.contains("Faire un nœud de chaise") && french.contains("draft: true"),
        "{french}"
    );
    is_sound(&place);
}

#[test]
fn articles_of_freshdesk_come_with_tags_descriptions_and_who_could_read_them() {
    let place = Place::new(&[]);
    let outcome = import(&place, "freshdesk").succeeded();
    assert_eq!(
        place.read("my-help/en/garden/seeds/when-to-sow.md"),
        "---\ntitle: When to sow\ndescription: The month for each seed.\n\
         keywords: [spring, sow, plant]\nredirects: [/support/solutions/articles/71]\n---\n\n\
         In spring. [Water](water-the-beds.md) them.\n"
    );
    assert!(place.read("my-help/es/garden/seeds/when-to-sow.md").contains("En primavera."));
    assert!(
        place.read("my-help/docent.toml").contains("description = { en = \"Beds and tools.\" }")
    );
    assert!(place.read("my-help/en/garden/for-staff/where-the-key-is.md").contains("draft: true"));
    assert!(outcome.stdout.contains("only some people could read it"), "{}", outcome.stdout);
    is_sound(&place);
}

#[test]
fn pages_come_without_their_frame_and_with_their_files() {
    let place = Place::new(&[]);
    let outcome = import(&place, "html").succeeded();
    assert_eq!(
        place.read("my-help/en/lamps/change-a-bulb.md"),
        "---\ntitle: Change a bulb\ndescription: Switch off, unscrew, screw in.\n\
         keywords: [bulb, light]\nredirects: [/lamps/change-a-bulb.html]\n---\n\n\
         Switch it off.\n\n![A bulb.](images/bulb.png)\n\n\
         [Manual](images/manual.pdf), [start](../help.md), gone\n"
    );
    assert!(place.read("my-help/es/lamps/change-a-bulb.md").contains("Apágala."));
    for said in ["a picture is not in the export: ../../secret.png", "is text now: gone.html"] {
        assert!(outcome.stdout.contains(said), "{}", outcome.stdout);
    }
    let built = is_sound(&place);
    assert!(built.stderr.is_empty(), "{}", built.stderr);
}

/// Answers as the documentation of each service shows them, and bodies as its editor writes them.
#[test]
fn what_editors_of_help_desks_write_becomes_plain_markdown() {
    let first = |service: &str, export: &serde_json::Value, article: &str| {
        let place = Place::new(&[]);
        import_of(&place, service, &[("all.json", export.to_string().as_bytes())]).succeeded();
        is_sound(&place);
        let text = place.read(&format!("my-help/en/{article}.md"));
        text.split("---\n\n").nth(1).unwrap_or_default().to_owned()
    };
    let body = "<p class=\"no-margin\">Hello.</p><p class=\"no-margin\"> </p><h3 id=\"h_1\">Start</h3>\
        <ol><li><p class=\"no-margin\">One</p></li><li><p class=\"no-margin\">Two</p></li></ol>\
        <div class=\"intercom-interblocks-callout\" style=\"background-color: #d7efdc80;\">\
        <p class=\"no-margin\">Good idea.</p></div><div class=\"intercom-interblocks-table-container\">\
        <table role=\"presentation\"><tbody><tr><td><div class=\"intercom-interblocks-table-cell\">\
        <p class=\"no-margin\"><b>Key</b></p></div></td><td><p><b>Value</b></p></td></tr>\
        <tr><td><p>A|B</p></td><td><p>1</p></td></tr></tbody></table></div>";
    let export = json!({"type": "list", "pages": {"type": "pages", "next": null}, "data": [{
        "type": "article", "id": "71", "parent_id": null, "parent_type": null, "title": "Begin",
        "description": null, "body": body, "state": "published", "updated_at": 1_672_928_610,
        "url": null, "default_locale": "en", "translated_content": null,
        "statistics": {"type": "article_statistics", "views": 3},
    }]});
    assert_eq!(
        first("intercom", &export, "begin"),
        "Hello.\n\n## Start\n\n1. One\n2. Two\n\n> [!TIP]\n> Good idea.\n\n\
         | Key | Value |\n| --- | --- |\n| A\\|B | 1 |\n"
    );

    let body = "<p dir=\"ltr\" data-identifyelement=\"475\"><span style=\"font-size: 14px;\">Open the \
        <strong data-identifyelement=\"1\">app</strong>.</span></p><p dir=\"ltr\"><br></p>\
        <h3 dir=\"ltr\"><strong>Steps</strong></h3><ul><li dir=\"ltr\">One</li></ul>\
        <div class=\"fr-callout fd-callout fd-callout--idea\"><p>Save</p></div>\
        <pre class=\"fd-code-block\" rel=\"highlighter\" code-brush=\"json\">{}</pre>\
        <p data-f-id=\"pbf\">Powered by <a href=\"https://editor.example\">Editor</a></p>";
    let export = json!([{"id": 71, "type": 1, "folder_id": "4", "folder_visibility": 1,
        "tags": null, "seo_data": null, "title": "Open", "description": body, "status": 2,
        "attachments": [], "hierarchy": null}]);
    assert_eq!(
        first("freshdesk", &export, "open"),
        "Open the **app**.\n\n## Steps\n\n- One\n\n> [!TIP]\n> Save\n\n```json\n{}\n```\n"
    );
}

#[test]
fn pages_that_do_not_say_their_language_are_in_that_of_the_others() {
    let place = Place::new(&[]);
    let files: [(&str, &[u8]); 2] = [
        ("a.html", b"<html lang=\"en-GB\"><body><h1>First</h1><p>x</p></body></html>"),
        ("b.html", b"<html><body><h1>Second</h1><p>y</p></body></html>"),
    ];
    let outcome = import_of(&place, "html", &files).succeeded();
    assert!(outcome.stdout.contains("2 articles in 1 language"), "{}", outcome.stdout);
}
