//! The folders that are served: a fixture help centre among host pages, and Docent's own demo.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::tools::Tools;

/// Folder for pictures of journeys that failed in the engine of this run.
pub(crate) fn failed(tools: &Tools, home: &Path) -> PathBuf {
    home.join("failed").join(tools.engine.to_string())
}

/// Host pages and apps with the help centre of `fixtures/help` in the folder `help`, and once more,
/// counting searches and visits, in the folder `counting`. Built once per run.
pub fn fixture(tools: &Tools, home: &Path) -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        // Pictures of what failed in an earlier run tell nothing about this one.
        let _ = fs::remove_dir_all(failed(tools, home));
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let pages = fixtures.join("hosts");
        let site = make(tools, &pages, &fixtures.join("help"), home.join("site"));
        build(tools, &counting(&fixtures, home), &site.join("counting"));
        tools.apps.iter().for_each(|apps| copy(apps, &site));
        site
    })
}

/// The demo: the pages of `public/demo` with Docent's own help centre in the folder `help`.
pub fn demo(tools: &Tools, home: &Path) -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        make(tools, &root.join("public/demo"), &root.join("content"), home.join("demo"))
    })
}

/// Host pages with the help centre of `fixtures/help` in the folder `help`, where it says something
/// else below `[contact]`. Made in `folder`.
pub(crate) fn with_contact(tools: &Tools, folder: &Path, contact: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let content = folder.join("content");
    copy(&fixtures.join("help"), &content);
    let path = content.join("docent.toml");
    let settings = fs::read_to_string(&path).expect("the settings of the fixture");
    let (before, rest) = settings.split_once("[contact]").expect("how to reach a person");
    let (_, after) = rest.split_once("[votes]").expect("where votes go");
    let settings = format!("{before}[contact]\n{contact}\n[votes]{after}");
    fs::write(path, settings).expect("settings can be written");
    let site = folder.join("site");
    copy(&fixtures.join("hosts"), &site);
    build(tools, &content, &site.join("help"));
    site
}

/// The content of the fixture with settings that count.
fn counting(fixtures: &Path, home: &Path) -> PathBuf {
    let content = home.join("counting");
    remove(&content);
    copy(&fixtures.join("help"), &content);
    let path = content.join("docent.toml");
    let settings = fs::read_to_string(&path).expect("the settings of the fixture");
    let counting = "\n[statistics]\nsearches = true\nvisits = true\n";
    fs::write(path, settings + counting).expect("settings can be written");
    content
}

fn make(tools: &Tools, pages: &Path, content: &Path, site: PathBuf) -> PathBuf {
    remove(&site);
    copy(pages, &site);
    let page = pinned_page(&build(tools, content, &site.join("help")));
    fs::write(site.join("pinned.html"), page).expect("a page can be written");
    site
}

fn remove(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the folder of an earlier run can be removed");
    }
}

/// Builds a help centre. Returns what the program says.
fn build(tools: &Tools, content: &Path, out: &Path) -> String {
    let built = Command::new(&tools.docent)
        .arg("build")
        .arg(content)
        .arg("--out")
        .arg(out)
        .arg("--widget")
        .arg(&tools.widget)
        .output()
        .expect("`docent` can be started");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "`docent build {}` failed:\n{said}", content.display());
    String::from_utf8_lossy(&built.stdout).into_owned()
}

/// A page with the tag and the policy as the build has printed them.
fn pinned_page(said: &str) -> String {
    let printed = |name: &str| {
        let found = said.lines().find_map(|line| line.trim_start().strip_prefix(name));
        found.unwrap_or_else(|| panic!("the build prints no {name}:\n{said}")).trim().to_owned()
    };
    let (tag, policy) = (printed("tag "), printed("policy "));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <title>Pinned</title>\n{tag}\n</head>\n<body>\n<h1>Pinned</h1>\n</body>\n</html>\n"
    )
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the site");
    for entry in fs::read_dir(from).expect("the folder of pages") {
        let entry = entry.expect("an entry of the folder of pages");
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(&source, &target).expect("a page can be copied");
        }
    }
}
