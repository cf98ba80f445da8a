//! `docent import` of what is odd: exports that are faulty, that come twice or in parts, and folders
//! that have articles already.

use crate::import::{article, articles, import, import_of, is_sound};
use crate::run::{Place, docent, files, tests};
use serde_json::json;
use std::fs;
use std::path::Path;

#[test]
fn nothing_that_is_there_is_changed() {
    let place = Place::new(&[]);
    place.write("my-help/docent.toml", b"[site]\nlanguages = [\"en\"]\n");
    place.write("my-help/en/tyres/flat-tyre.md", b"mine");
    let outcome = import(&place, "helpscout").succeeded();
    assert_eq!(place.read("my-help/en/tyres/flat-tyre.md"), "mine");
    assert_eq!(place.read("my-help/docent.toml"), "[site]\nlanguages = [\"en\"]\n");
    assert!(outcome.stdout.contains("Imported 2 articles"), "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("1 file was there already and not changed"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains("[[categories]]"),
        "what the settings lack: {}",
        outcome.stdout
    );
    let before = files(&place.path().join("my-help"));
    let again = import(&place, "helpscout").succeeded();
    assert!(again.stdout.contains("Imported 0 articles"), "{}", again.stdout);
    assert_eq!(files(&place.path().join("my-help")), before);
}

#[test]
fn the_same_export_gives_the_same_bytes() {
    let once = |service: &str| {
        let place = Place::new(&[]);
        let outcome = import(&place, service).succeeded();
        (
            outcome.stdout.replace(&*place.path().to_string_lossy(), ""),
            files(&place.path().join("my-help")),
        )
    };
    for service in ["zendesk", "intercom", "html"] {
        assert_eq!(once(service), once(service));
    }
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let place = Place::new(&[]);
    let import = |files: &[(&str, &[u8])]| {
        let _ = fs::remove_dir_all(place.path().join("export"));
        place.write("export/.keep", b"");
        import_of(&place, "zendesk", files)
    };
    import(&[]).failed_saying("there is no file ending in `.json` in `export`");
    import(&[("a.json", b"")]).failed_saying("`export` is empty");
    import(&[("a.json", b"[]")]).failed_saying("`export` is empty");
    import(&[("a.json", b"{\"articles\": []}")]).failed_saying("`export` is empty");
    import(&[("a.json", b"{\"articles\": [\n  {\"id\" 1}]}")])
        .failed_saying("a.json:2:9` is not JSON");
    import(&[("a.json", b"<!doctype html>")]).failed_saying("docent import html FOLDER");
    let deep = "[".repeat(100_000);
    import(&[("a.json", deep.as_bytes())]).failed_saying("is not JSON: recursion limit");
    let other = fs::read(tests().join("fixtures/import/intercom/articles.json")).unwrap();
    import(&[("a.json", &other)]).failed_saying(
        "looks like an export of Intercom, not of Zendesk; try `docent import intercom …`",
    );
    for json in [&b"{\"tickets\": [{\"id\": 1}]}"[..], b"{\"a\":1}", b"7"] {
        let outcome = import(&[("a.json", json)]);
        outcome.failed_saying(
            "there are no articles of Zendesk in `export`; expected a list `articles`: save what \
             `/api/v2/help_center/articles.json` answers",
        );
    }
    let run = |args: &[&str]| docent(place.path(), args);
    run(&["import", "zendesk", "nowhere"]).failed_saying("cannot read `nowhere`");
    run(&["import", "html", "export"]).failed_saying("there is no file ending in `.html`");
    run(&["import", "zendesk", "export", "--to", "export/a.json"]).failed_saying("is a file");
    assert_eq!(run(&["import", "jira", "export"]).code, Some(2));
    assert!(!place.path().join("my-help").exists());
}

#[test]
fn one_bad_article_does_not_spoil_the_others() {
    let place = Place::new(&[]);
    let long = format!("<p>{}</p>", "Tea is good. ".repeat(400_000));
    let deep = format!("{}deep", "<div><b>".repeat(50_000));
    let all = [
        article(1, "", "<h2>Found in the text</h2><p>Yes.</p>"),
        article(2, "Empty", ""),
        article(3, "../../etc/passwd", "<p>Up.</p>"),
        article(4, "..", "<p>Up.</p>"),
        article(5, "😀", "<p>Smile.</p>"),
        article(6, "مرحبا بالعالم", "<p dir=\"rtl\">مرحبا</p>"),
        article(7, "index", "<p>Not the folder.</p>"),
        article(8, "true: \"yes\" # no", "<p>{{&lt; x &gt;}} :::</p>"),
        article(9, "Long", &long),
        article(10, "Deep", &deep),
        article(
            11,
            "Scripts",
            "<p onclick=\"x()\">Text<script>alert(1)</script><a href=\"javascript:x()\">link</a><img src=\"../../../../etc/passwd\"><img src=\"file:///etc/hostname\"></p>",
        ),
        article(12, &"word ".repeat(80), "<p>A long title.</p>"),
    ];
    let mut broken = articles(&[article(13, "Broken XX bytes", "<p>XX</p>")]);
    for at in 0..broken.len() - 1 {
        if &broken[at..at + 2] == b"XX" {
            broken[at..at + 2].copy_from_slice(&[0xff, 0xfe]);
        }
    }
    let outcome = import_of(&place, "zendesk", &[("a.json", &articles(&all)), ("b.json", &broken)]);
    let outcome = outcome.succeeded();
    for said in
        ["“Empty” has no text", "it is called “Found in the text” now", "is not UTF-8 from byte"]
    {
        assert!(outcome.stdout.contains(said), "{said}\n{}", outcome.stdout);
    }
    for path in ["etc-passwd", "2e-2e", "1f600", "مرحبا-بالعالم", "index-article", "deep", "long"]
    {
        assert!(place.path().join(format!("my-help/en/{path}.md")).is_file(), "{path}");
    }
    assert!(
        place.read("my-help/en/true-yes-no.md").contains("title: \"true: \\\"yes\\\" # no\"\n")
    );
    assert!(!place.read("my-help/en/scripts.md").contains("alert"));
    let made = files(&place.path().join("my-help"));
    assert!(
        made.keys().all(|path| path == "docent.toml" || path.ends_with(".md")),
        "{:?}",
        made.keys()
    );
    let longest = made.keys().map(String::len).max().unwrap_or_default();
    assert!(longest < 100, "{longest}");
    is_sound(&place);
}

#[test]
fn who_could_read_an_article_is_never_guessed() {
    let mut some = article(1, "For some", "<p>Text.</p>");
    some["user_segment_ids"] = json!([7]);
    let mut all = article(2, "For all", "<p>Text.</p>");
    all["user_segment_ids"] = json!([]);
    all["user_segment_id"] = json!(null);
    let place = Place::new(&[]);
    import_of(&place, "zendesk", &[("a.json", &articles(&[some, all]))]).succeeded();
    assert!(place.read("my-help/en/for-some.md").contains("draft: true"));
    assert!(!place.read("my-help/en/for-all.md").contains("draft"));

    // Of Freshdesk, each article with a folder that is listed, or that says it itself, or neither.
    let place = Place::new(&[]);
    let of = |id: u64, title: &str, visibility: Option<u64>| {
        let folder = json!({"level": 1, "type": "folder", "data": {"id": 4, "name": "Seeds"}});
        let category = json!({"level": 0, "type": "category", "data": {"id": 3, "name": "Garden"}});
        let mut all = json!({
            "id": id, "title": title, "description": "<p>Text.</p>", "folder_id": 4, "status": 2,
            "hierarchy": [category, folder.clone(), folder],
        });
        if let Some(who) = visibility {
            all["folder_visibility"] = json!(who);
            all["attachments"] = json!([{"id": 1, "name": "plan.pdf"}]);
        }
        all
    };
    let all = json!([of(1, "Not said", None), of(2, "All", Some(1)), of(3, "Staff", Some(3))]);
    let all = all.to_string();
    let outcome = import_of(&place, "freshdesk", &[("a.json", all.as_bytes())]).succeeded();
    for (name, is_draft) in [("not-said", true), ("all", false), ("staff", true)] {
        let text = place.read(&format!("my-help/en/garden/seeds/{name}.md"));
        assert_eq!(text.contains("draft: true"), is_draft, "{text}");
    }
    assert!(
        outcome.stdout.contains("does not say who could read it, so it is a draft; export the"),
        "{}",
        outcome.stdout
    );
    let said = "files attached to “Staff” stay behind: plan.pdf";
    assert!(outcome.stdout.contains(said), "{}", outcome.stdout);
    let folder = json!([{"id": 4, "name": "Seeds", "visibility": 1, "category_id": 3}]);
    let place = Place::new(&[]);
    let files = [("a.json", all.as_bytes()), ("b.json", &folder.to_string().into_bytes()[..])];
    import_of(&place, "freshdesk", &files).succeeded();
    assert!(!place.read("my-help/en/garden/seeds/not-said.md").contains("draft"));
}

#[test]
fn a_new_article_with_the_name_of_an_old_one_gets_its_own_file() {
    let place = Place::new(&[]);
    let old = article(5, "Setup", "<p>The old one.</p>");
    import_of(&place, "zendesk", &[("a.json", &articles(std::slice::from_ref(&old)))]).succeeded();
    let new = article(4, "Setup", "<p>The new one.</p>");
    let all = [new, old, article(6, "Setup", "<p>Newer.</p>")];
    let again = import_of(&place, "zendesk", &[("a.json", &articles(&all))]).succeeded();
    for (name, text) in
        [("setup", "The old one."), ("setup-2", "The new one."), ("setup-3", "Newer.")]
    {
        let file = place.read(&format!("my-help/en/{name}.md"));
        assert!(file.contains(text), "{name}: {file}");
    }
    assert!(
        again.stdout.contains("en/setup.md\n  is there already; “Setup” was not written"),
        "{}",
        again.stdout
    );
    // Wherever its file is now.
    fs::rename(place.path().join("my-help/en/setup-2.md"), place.path().join("my-help/en/new.md"))
        .unwrap();
    let before = files(&place.path().join("my-help"));
    import_of(&place, "zendesk", &[("a.json", &articles(&all))]).succeeded();
    assert_eq!(files(&place.path().join("my-help")), before);
}

#[test]
fn texts_that_are_empty_make_no_language_and_names_of_categories_are_plain_text() {
    let place = Place::new(&[]);
    let mut german = article(1, "Leer", "<p> </p>");
    german["locale"] = json!("de");
    let export = json!({
        "articles": [article(1, "One", "<p>Text.</p>"), german],
        "sections": [{"id": 1, "category_id": 2, "name": "S", "locale": "en-us"}],
        "categories": [{"id": 2, "name": "Use <b> & &lt;i>", "locale": "en-us"}],
    });
    let export = export.to_string();
    let outcome = import_of(&place, "zendesk", &[("a.json", export.as_bytes())]).succeeded();
    assert!(outcome.stdout.starts_with("Imported 1 article in 1 language"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("“Leer” has no text"), "{}", outcome.stdout);
    let settings = place.read("my-help/docent.toml");
    assert!(settings.contains("languages = [\"en\"]"), "{settings}");
    assert!(settings.contains("Use <b> & &lt;i>"), "{settings}");
}

#[test]
fn links_of_pages_lead_where_their_files_lie() {
    let place = Place::new(&[]);
    let page = |head: &str, body: &str| {
        format!("<html><head>{head}</head><body><h1>T</h1><main>{body}</main></body></html>")
    };
    let home = page(
        "<link rel=\"canonical\" href=\"https://a.example/help/news\">",
        "<p><a href=\"2020-manual.pdf\">Manual</a> <a href=\"other.html\">Other</a></p>\
         <form><input></form>",
    );
    let other = page("", "<p>Other.</p>");
    let outcome = import_of(
        &place,
        "html",
        &[
            ("articles/2020-news.html", home.as_bytes()),
            ("articles/2020-manual.pdf", b"%PDF"),
            ("articles/other.html", other.as_bytes()),
            // A department, as no other language has the page.
            ("it/order.html", other.as_bytes()),
            ("fr/both.html", other.as_bytes()),
            ("de/both.html", other.as_bytes()),
        ],
    )
    .succeeded();
    let news = place.read("my-help/en/articles/2020-news.md");
    assert!(news.contains("[Manual](images/2020-manual.pdf) [Other](other.md)"), "{news}");
    assert!(place.path().join("my-help/en/articles/images/2020-manual.pdf").is_file());
    for path in ["en/it/order.md", "fr/both.md", "de/both.md"] {
        assert!(place.path().join("my-help").join(path).is_file(), "{path}");
    }
    assert!(outcome.stdout.contains("left out: `form`, `input`"), "{}", outcome.stdout);
}

#[test]
fn groups_of_older_exports_are_found() {
    let place = Place::new(&[]);
    let export = json!({"data": [
        {"id": 1, "type": "article", "title": "A", "body": "<p>Text.</p>", "state": "published", "parent_id": 20},
        {"id": 10, "type": "collection", "name": "Second", "order": "2", "workspace_id": "x"},
        {"id": 11, "type": "collection", "name": "First", "order": "1"},
        {"id": 20, "type": "section", "name": "Inner", "collection_id": "10"},
        {"id": 2, "type": "article", "title": "B", "body": "<p>Text.</p>", "state": "published", "parent_id": 11},
    ]});
    import_of(&place, "intercom", &[("a.json", export.to_string().as_bytes())]).succeeded();
    assert!(place.path().join("my-help/en/second/inner/a.md").is_file());
    let settings = place.read("my-help/docent.toml");
    assert!(settings.find("\"first\"") < settings.find("\"second\""), "{settings}");
}

#[test]
fn pages_of_an_api_can_lie_in_one_file() {
    let place = Place::new(&[]);
    let lines = [articles(&[article(1, "One", "1")]), articles(&[article(2, "Two", "2")])];
    let outcome = import_of(&place, "zendesk", &[("all.jsonl", &lines.join(&b'\n'))]).succeeded();
    assert!(outcome.stdout.starts_with("Imported 2 articles"), "{}", outcome.stdout);
    assert!(Path::new(&place.path().join("my-help/en/two.md")).is_file());
}
