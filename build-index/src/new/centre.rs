//! `docent new DIR`: a folder that builds, with settings and articles to write over.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{below, typed, write_new};
use crate::language;
use crate::library::capitalised;
use crate::render::print;
use crate::source::OPTIONS_FILE;

/// Options for a new help centre.
#[derive(Debug, clap::Args)]
pub(super) struct CentreArgs {
    /// Folder to make, such as my-help
    #[arg(value_name = "DIR", required = true)]
    dir: Option<PathBuf>,
    /// Name of the help centre, such as "Acme Help"; made from the folder's name if left out
    #[arg(long)]
    name: Option<String>,
    /// Language of its articles
    #[arg(long, value_name = "TAG", default_value = "en")]
    lang: String,
}

const SETTINGS: &str = include_str!("template/docent.toml");

/// Articles by their paths below the folder of the language.
const ARTICLES: [(&str, &str); 3] = [
    ("account/reset-your-password.md", include_str!("template/account/reset-your-password.md")),
    ("account/close-your-account.md", include_str!("template/account/close-your-account.md")),
    ("orders/return-an-order.md", include_str!("template/orders/return-an-order.md")),
];

/// Makes the folder.
pub(super) fn run(args: &CentreArgs) -> Result<()> {
    let Some(dir) = &args.dir else { bail!("name the folder to make, such as `my-help`") };
    let lang = language::of_option(&args.lang)?;
    require_room(dir)?;
    let name = args.name.clone().unwrap_or_else(|| name_of(dir));
    let settings = SETTINGS
        .replace("LANG", &toml::Value::String(lang.clone()).to_string())
        // Last, because a name can be anything.
        .replace("NAME", &toml::Value::String(name).to_string());
    let mut said = format!("A help centre with {} articles to write over:\n\n", ARTICLES.len());
    let mut write = |path: &str, text: &str| {
        let path = below(dir, path);
        write_new(&path, text)?;
        writeln!(said, "  {}", path.display()).context("cannot say what was made")
    };
    write(OPTIONS_FILE, &settings)?;
    for (path, text) in ARTICLES {
        write(&format!("{lang}/{path}"), text)?;
    }
    let dir = typed(dir);
    said.push_str("\nGo on with\n\n");
    for (command, what) in [
        (format!("docent serve {dir}"), "see it, and every change"),
        (format!("docent new article \"How do I …?\" --content {dir}"), "one more article"),
        (format!("docent build {dir} --out public/help"), "what goes on your site"),
    ] {
        let _ = writeln!(said, "  {command:54}  # {what}");
    }
    print(&said);
    Ok(())
}

/// Nothing that is there may be mixed with what is made.
fn require_room(dir: &Path) -> Result<()> {
    match std::fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            Some(_) => bail!(
                "`{}` is there already and not empty; name a new folder, or make an article in it \
                 with `docent new article \"…\" --content {}`",
                dir.display(),
                typed(dir)
            ),
            None => Ok(()),
        },
        Err(_) if dir.exists() => bail!("`{}` is no folder; name a new one", dir.display()),
        Err(_) => Ok(()),
    }
}

/// `Acme help` for `acme-help`.
fn name_of(dir: &Path) -> String {
    let name = std::path::absolute(dir).ok();
    let name = name.as_deref().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let words: Vec<_> = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "Help".to_owned() } else { capitalised(&words.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_help_centre_a_name() {
        for (dir, name) in [
            ("acme-help", "Acme help"),
            ("site/über_uns", "Über uns"),
            ("Acme Help", "Acme Help"),
            ("-", "Help"),
            ("/", "Help"),
        ] {
            assert_eq!(name_of(Path::new(dir)), name);
        }
    }
}
