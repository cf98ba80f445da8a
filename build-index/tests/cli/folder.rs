//! The output folder: what is replaced, what is refused, and what stays when a build fails.

use std::fs;
use std::path::Path;

use crate::run::{Outcome, Place, docent, files, tests};

const ARTICLE: (&str, &[u8]) = ("start.md", b"# Start\n\nHello.\n");

#[test]
fn two_builds_give_the_same_bytes() {
    let place = Place::new(&[]);
    let content = tests().join("fixtures/small/content");
    let widget = tests().join("fixtures/widget");
    for out in ["one", "two"] {
        let args = [
            "build".as_ref(),
            content.as_os_str(),
            "--out".as_ref(),
            out.as_ref(),
            "--widget".as_ref(),
            widget.as_os_str(),
        ];
        docent(place.path(), &args).succeeded();
    }
    let (one, two) = (files(&place.path().join("one")), files(&place.path().join("two")));
    assert!(one.len() > 20, "only {} files", one.len());
    assert!(one == two, "the builds differ");
}

#[test]
fn a_build_replaces_an_earlier_one_as_a_whole() {
    let place = Place::new(&[ARTICLE, ("old.md", b"Old.\n")]);
    place.build(&[]).succeeded();
    assert!(place.path().join("site/old/index.html").is_file());
    fs::remove_file(place.path().join("content/old.md")).unwrap_or_else(|error| panic!("{error}"));
    place.build(&[]).succeeded();
    assert!(!place.path().join("site/old").exists());
    assert!(place.path().join("site/start/index.html").is_file());
    assert_eq!(names(&place), ["content", "site"]);
}

#[test]
fn a_failed_build_leaves_the_old_output_whole() {
    let place = Place::new(&[ARTICLE]);
    place.build(&[]).succeeded();
    let before = files(&place.path().join("site"));
    place.write("content/broken.md", b"---\ntitle: [\n---\n");
    let outcome = place.build(&[]).failed_saying("nothing was written");
    assert!(outcome.stderr.contains("content/broken.md:"), "{}", outcome.stderr);
    assert!(files(&place.path().join("site")) == before, "the old output changed");
    assert_eq!(names(&place), ["content", "site"]);
}

#[test]
fn a_folder_that_is_no_build_is_left_alone() {
    let place = Place::new(&[ARTICLE]);
    place.write("site/precious.txt", b"mine");
    place.build(&[]).failed_saying("is not empty and holds no earlier build");
    assert_eq!(place.read("site/precious.txt"), "mine");
}

#[test]
fn an_empty_folder_is_taken() {
    let place = Place::new(&[ARTICLE]);
    fs::create_dir(place.path().join("site")).unwrap_or_else(|error| panic!("{error}"));
    place.build(&[]).succeeded();
}

#[test]
fn the_content_is_never_replaced() {
    let place = Place::new(&[ARTICLE]);
    for out in [".", "content"] {
        docent(place.path(), &["build", "content", "--out", out, "--no-widget"])
            .failed_saying("holds the content and would be replaced with it");
    }
    assert_eq!(place.read("content/start.md"), "# Start\n\nHello.\n");
}

#[test]
fn an_output_folder_inside_the_content_is_not_read_as_content() {
    let place = Place::new(&[ARTICLE]);
    for _ in 0..2 {
        let outcome = docent(place.path(), &["build", ".", "--out", "content/site", "--no-widget"])
            .succeeded();
        assert!(outcome.stdout.contains("Built 1 article in"), "{}", outcome.stdout);
    }
}

#[test]
fn a_file_is_no_output_folder() {
    let place = Place::new(&[ARTICLE]);
    place.write("site", b"a file");
    place.build(&[]).failed_saying("is a file; name a folder");
}

#[cfg(unix)]
#[test]
fn a_web_server_of_another_user_can_read_the_output() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new(&[ARTICLE]);
    place.build(&[]).succeeded();
    for path in ["site", "site/start"] {
        let meta = fs::metadata(place.path().join(path)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(meta.permissions().mode() & 0o555, 0o555, "{path}");
    }
}

#[test]
fn a_missing_widget_is_said_with_advice() {
    let place = Place::new(&[ARTICLE]);
    let outcome =
        docent(place.path(), &["build", "content", "--out", "site", "--widget", "nowhere"]);
    outcome.failed_saying("run `cargo xtask widget`");
    assert!(!place.path().join("site").exists());
}

#[test]
fn the_loader_carries_its_settings() {
    let place = Place::new(&[ARTICLE, ("docent.toml", b"[theme]\naccent = \"#123\"\n")]);
    let widget = tests().join("fixtures/widget");
    docent(
        place.path(),
        &["build", "content", "--out", "site", "--widget", &widget.to_string_lossy()],
    )
    .succeeded();
    let loader = place.read("site/docent.js");
    let config =
        loader.split_once("const config = ").and_then(|(_, rest)| rest.split_once("; globalThis"));
    let (config, _) = config.unwrap_or_else(|| panic!("{loader}"));
    let config: serde_json::Value =
        serde_json::from_str(config).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config["theme"], serde_json::json!({ "accent": "#123" }), "the rest is as always");
    assert_eq!(config["languages"][0]["lang"], "en");
    for path in [
        &config["files"]["wasm"],
        &config["languages"][0]["index"],
        &config["languages"][0]["site"],
    ] {
        let path = path.as_str().unwrap_or_default();
        assert!(place.path().join("site").join(path).is_file(), "{path}");
    }
    let faces = config["faces"].as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(faces.len() >= 16 && faces[0]["lang"] == "en", "{faces:?}");
    for face in faces {
        let part = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let path = format!("{}{}.js", part(&config["files"]["frame"]), part(&face["lang"]));
        let frame = place.read(&format!("site/{path}"));
        assert!(frame.contains(&format!("\"loader.launcher\":{}", face["label"])), "{frame}");
    }
    assert!(
        place
            .read("site/start/index.html")
            .contains("<script async src=\"../docent.js\"></script>")
    );
}

/// A site with these settings.
fn built(settings: &str) -> Place {
    let place = Place::new(&[ARTICLE, ("docent.toml", settings.as_bytes())]);
    let widget = tests().join("fixtures/widget");
    let widget = widget.to_string_lossy();
    docent(place.path(), &["build", "content", "--out", "site", "--widget", &widget]).succeeded();
    place
}

/// The scripts for files of a site with these settings, and what the site says of them.
fn file_scripts(settings: &str) -> (Vec<String>, serde_json::Value) {
    scripts_of(&built(settings), "_docent/files-")
}

/// The scripts of a site whose path begins so, and what the site says of them.
fn scripts_of(place: &Place, stem: &str) -> (Vec<String>, serde_json::Value) {
    let all = files(&place.path().join("site"));
    let of = |stem: &str| {
        let found = all.keys().filter(|path| path.starts_with(stem) && !path.ends_with("z"));
        found.filter(|path| !path.ends_with(".br")).cloned().collect::<Vec<_>>()
    };
    let site = place.read(&format!("site/{}", of("_docent/site-en-")[0]));
    let site: serde_json::Value =
        serde_json::from_str(&site).unwrap_or_else(|error| panic!("{error}"));
    (of(stem), site["contact"].clone())
}

#[test]
fn the_scripts_for_files_are_there_where_a_field_takes_some() {
    let form = "[contact]\nendpoint = \"/v1/messages\"\n[[contact.fields]]\nid = \"photo\"\n";
    let (scripts, contact) = file_scripts(&format!("{form}label = \"Photo\"\ntype = \"file\"\n"));
    assert!(scripts.len() >= 16, "{scripts:?}");
    let prefix = contact["files"].as_str().unwrap_or_default();
    assert!(scripts.contains(&format!("{prefix}en.js")), "{prefix} {scripts:?}");
    assert_eq!(contact["form"]["fields"][0]["files"]["bytes"], 5_000_000);
    let (scripts, contact) = file_scripts(&format!("{form}label = \"Photo\"\n"));
    assert_eq!((scripts.len(), &contact["files"]), (0, &serde_json::Value::Null));
}

#[test]
fn the_scripts_that_send_to_others_take_the_place_of_those_for_files() {
    let desk = "[contact]\nadapter = \"zendesk\"\nendpoint = \"https://k.zendesk.com\"\n\
                [contact.zendesk]\nsubject = \"</script>\"\n";
    let place = built(desk);
    let (scripts, contact) = scripts_of(&place, "_docent/adapter-");
    assert!(scripts.len() >= 16, "{scripts:?}");
    let prefix = contact["files"].as_str().unwrap_or_default();
    let script = place.read(&format!("site/{prefix}en.js"));
    let settings = "{\"kind\":\"zendesk\",\"fields\":{},\"subject\":\"\\u003c/script>\"}";
    assert!(script.contains(settings), "{script}");
    assert_eq!(contact["endpoint"], "https://k.zendesk.com#");
    assert_eq!(scripts_of(&place, "_docent/files-").0.len(), 0);
    let policy = docent(place.path(), &["tag", "--site", "site"]).succeeded().stdout;
    assert!(policy.contains("connect-src 'self' https://k.zendesk.com;"), "{policy}");
}

#[test]
fn a_site_for_netlify_has_the_page_that_netlify_reads_and_sends_to_it() {
    let place = built("[contact]\nadapter = \"netlify\"\n[contact.netlify]\nform = \"help\"\n");
    let (_, contact) = scripts_of(&place, "_docent/adapter-");
    assert_eq!(contact["endpoint"], "docent.form/#");
    let page = place.read("site/docent.form/index.html");
    assert!(
        page.contains("<form name=\"help\"") && page.contains("data-netlify=\"true\""),
        "{page}"
    );
    assert!(
        !built("[contact]\nendpoint = \"/v1/messages\"\n").path().join("site/docent.form").exists()
    );
}

#[test]
fn a_field_that_nobody_sees_is_asked_for_where_the_site_says_so() {
    let guard = "[contact]\nendpoint = \"/v1/messages\"\n[contact.guard]\nhoneypot = true\n";
    let (_, contact) = scripts_of(&built(guard), "_docent/adapter-");
    assert_eq!(contact["form"]["fields"][0]["id"], "website-2");
    assert_eq!(contact["endpoint"], "/v1/messages#");
}

#[test]
fn the_script_that_counts_is_there_with_its_settings_where_the_site_counts() {
    let widget = tests().join("fixtures/widget");
    let widget = widget.to_string_lossy();
    let scripts = |settings: &str| {
        let place = Place::new(&[ARTICLE, ("docent.toml", settings.as_bytes())]);
        docent(place.path(), &["build", "content", "--out", "site", "--widget", &widget])
            .succeeded();
        let all = files(&place.path().join("site"));
        let of = |stem: &str| {
            let path = all.keys().find(|path| path.starts_with(stem) && path.ends_with(".js"));
            path.map(|path| (path.clone(), place.read(&format!("site/{path}"))))
        };
        (of("_docent/statistics-"), of("_docent/frame-").map(|(_, text)| text).unwrap_or_default())
    };
    let votes = "[votes]\nendpoint = \"https://votes.example/</script>\"\n";
    let (counting, frame) = scripts(&format!("{votes}[statistics]\nvisits = true\n"));
    let (path, script) = counting.unwrap_or_else(|| panic!("no script"));
    let address = path.replace("_docent/", "./");
    assert!(frame.contains(&format!("\"statistics\":\"{address}\"")), "{frame}");
    let settings = "{\"events\":\"https://votes.example/\\u003c/script>\",\
                    \"searches\":false,\"visits\":true}";
    assert!(script.contains(settings), "{script}");
    let (none, frame) = scripts(votes);
    assert!(none.is_none() && !frame.contains("statistics"), "{frame}");
}

/// Names in the folder of a place, without the hidden ones that a build may use while it runs.
fn names(place: &Place) -> Vec<String> {
    names_in(place.path())
}

/// What a folder holds, if it is there.
fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn a_build_that_is_stopped_leaves_nothing_behind() {
    use std::process::{Command, Stdio};

    let place = Place::new(&[]);
    let words: String = (0..4_000).map(|number| format!("word{number} ")).collect();
    for number in 0..150 {
        let text = format!("# Article {number}\n\n{words}\n");
        place.write(&format!("content/article-{number}.md"), text.as_bytes());
    }
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        for out in ["new/er/site", "site"] {
            let args = ["build", "content", "--out", out, "--no-widget"];
            let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
            command.args(args).current_dir(place.path()).stdout(Stdio::piped());
            let program = command.stderr(Stdio::piped()).spawn();
            let program = program.unwrap_or_else(|error| panic!("{error}"));
            let parent = place.path().join(out).with_file_name("");
            let is_begun = || names_in(&parent).iter().any(|name| name.starts_with(".site.new-"));
            while !is_begun() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            let id = program.id().to_string();
            let told = Command::new("kill").args(["-s", signal, &id]).status();
            assert!(told.is_ok_and(|status| status.success()));
            let outcome: Outcome =
                program.wait_with_output().unwrap_or_else(|error| panic!("{error}")).into();
            assert_eq!(outcome.code, Some(code), "{}", outcome.stderr);
            let site = place.path().join(out);
            let said = format!("stopped; `{}` is as it was\n", site.display());
            assert_eq!(outcome.stderr, said);
            assert_eq!(names(&place), ["content"]);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_build_keeps_out_of_the_way_of_another_and_tidies_up_after_one_that_has_ended() {
    let place = Place::new(&[ARTICLE]);
    place.write(".site.new-abc123/_docent/half.json", b"{");
    place.write(".site.new-empty/x", b"");
    fs::remove_file(place.path().join(".site.new-empty/x"))
        .unwrap_or_else(|error| panic!("{error}"));
    place.write(".site.new-mine/thesis.txt", b"mine");
    place.write(".other.new-abc123/_docent/half.json", b"{");
    let before = names(&place);
    let at_work = fs::File::open(place.path().join(".site.new-abc123"))
        .unwrap_or_else(|error| panic!("{error}"));
    at_work.lock().unwrap_or_else(|error| panic!("{error}"));
    let site = place.path().join("site");
    let said = format!(
        "error: another build is writing `{}`; wait until it has ended, or stop it\n",
        site.display()
    );
    assert_eq!(place.build(&[]).failed_saying("another build").stderr, said);
    assert_eq!(names(&place), before);
    drop(at_work);
    place.build(&[]).succeeded();
    assert_eq!(
        names(&place),
        [".other.new-abc123", ".site.new-mine", "content", "site"],
        "only what builds of this folder have left goes"
    );
}
