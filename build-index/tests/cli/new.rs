//! `docent new`, and what shells and `man` are told.

use std::fs;

use crate::run::{Place, docent};

#[test]
fn a_new_help_centre_builds_without_a_warning_and_is_never_written_over() {
    let place = Place::new(&[]);
    let here = place.path();
    let made = docent(here, &["new", "acme-help", "--lang", "pt-br"]).succeeded();
    for path in ["docent.toml", "pt-BR/account/reset-your-password.md"] {
        assert!(made.stdout.contains(&format!("acme-help/{path}")), "{}", made.stdout);
    }
    let settings = fs::read_to_string(here.join("acme-help/docent.toml")).unwrap();
    assert!(settings.contains("name = \"Acme help\"\nlanguages = [\"pt-BR\"]"), "{settings}");
    let built = docent(here, &["build", "acme-help", "--out", "out", "--no-widget"]).succeeded();
    assert!(built.stdout.contains("Built 3 articles"), "{}", built.stdout);
    assert_eq!(built.stderr, "");

    docent(here, &["new", "acme-help"]).failed_saying("is there already and not empty");
    docent(here, &["new", "acme-help/docent.toml"]).failed_saying("is no folder");
    docent(here, &["new", "b", "--lang", "no language"]).failed_saying("is no language tag");
    assert!(!here.join("b").exists());
}

#[test]
fn a_name_of_any_letters_is_kept() {
    let place = Place::new(&[]);
    docent(place.path(), &["new", "a", "--name", "Käse \"&\" Brot\\😀 LANG NAME"]).succeeded();
    let settings = fs::read_to_string(place.path().join("a/docent.toml")).unwrap();
    let settings: toml::Table = settings.parse().unwrap();
    assert_eq!(settings["site"]["name"].as_str(), Some("Käse \"&\" Brot\\😀 LANG NAME"));
}

#[test]
fn a_new_article_is_a_draft_in_the_folder_of_its_language_and_category() {
    let place = Place::new(&[]);
    let here = place.path();
    docent(here, &["new", "my help"]).succeeded();
    let article = ["new", "article", "How do I pay: a \"guide\"?"];
    // From beside the content folder, and from within.
    let made = docent(here, &article).succeeded();
    assert!(made.stdout.starts_with("my help/en/how-do-i-pay-a-guide.md\n"), "{}", made.stdout);
    assert!(made.stdout.contains("docent serve 'my help'"), "{}", made.stdout);
    assert!(made.stdout.contains("account, orders"), "{}", made.stdout);
    docent(here, &article).failed_saying("is there already; nothing was changed");
    let deep = here.join("my help/en/account");
    let made =
        docent(&deep, &["new", "article", "Überweisung", "--category", "orders"]).succeeded();
    assert!(made.stdout.contains("en/orders/überweisung.md"), "{}", made.stdout);

    let build = ["build", "my help", "--out", "out", "--no-widget"];
    let built = docent(here, &build).succeeded();
    assert!(built.stdout.contains("Built 3 articles"), "drafts are left out: {}", built.stdout);
    let path = here.join("my help/en/how-do-i-pay-a-guide.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("draft: true\n", "")).unwrap();
    let built = docent(here, &build).succeeded();
    assert!(built.stdout.contains("Built 4 articles"), "{}", built.stdout);
    assert_eq!(built.stderr, "");
}

#[test]
fn where_an_article_cannot_go_is_said() {
    let place = Place::new(&[("docent.toml", b""), ("en/a.md", b"# A\n\nText.\n")]);
    let here = place.path();
    let article = |more: &[&str]| docent(here, &[&["new", "article"], more].concat());
    article(&["  "]).failed_saying("an article needs a title");
    article(&["a", "--category", "../b"]).failed_saying("can be no folder");
    article(&["a", "--category", ".b"]).failed_saying("begin with a dot are not read");
    article(&["a", "--content", "nowhere"]).failed_saying("there is no folder `nowhere`");
    place.write("second/docent.toml", b"[site]\nlanguages = [\"de\"]\n");
    article(&["a"]).failed_saying("several folders here have a docent.toml");
    article(&["a", "--content", "second", "--lang", "en"]).failed_saying("the languages `de`");
    fs::remove_file(here.join("second/docent.toml")).unwrap();
    fs::remove_file(here.join("content/docent.toml")).unwrap();
    article(&["a"]).failed_saying("name the folder with the articles with `--content DIR`");
}

#[test]
fn shells_and_man_are_told_of_every_subcommand() {
    let place = Place::new(&[]);
    let here = place.path();
    let help = docent(here, &["--help"]).succeeded().stdout;
    let names = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<_> = names.map_while(|line| line.split_whitespace().next()).collect();
    assert!(names.len() > 8, "{help}");
    docent(here, &["man", "pages"]).succeeded();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = docent(here, &["completions", shell]).succeeded().stdout;
        assert!(names.iter().all(|name| script.contains(name)), "{shell}");
    }
    for name in names.iter().filter(|name| **name != "help") {
        let page = fs::read_to_string(here.join(format!("pages/docent-{name}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{page}");
    }
}
