//! Checks what the documents claim: every file they link to is there, every `cargo xtask` and
//! `docent` command in their examples exists with the options it is shown with, every example
//! in JavaScript compiles, and every one for React or Vue stands in an app that is tested.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use walkdir::WalkDir;

use crate::demo::build_docent;
use crate::examples;
use crate::options;
use crate::process;
use crate::progress::note;
use crate::workspace::Workspace;

/// An example in a document.
#[derive(Debug, PartialEq, Eq)]
struct Example {
    line: usize,
    program: &'static str,
    words: Vec<String>,
}

/// Checks all documents; reports everything that is wrong, then fails.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    options::apply(workspace, false)?;
    build_docent(workspace)?;
    let mut helps = Helps { workspace, texts: BTreeMap::new() };
    let mut faults = Vec::new();
    let (mut links_seen, mut examples_seen) = (0, 0);
    let documents = documents(workspace)?;
    for (path, links_too) in &documents {
        let text = fs::read_to_string(path)?;
        let name = workspace.display(path);
        for example in examples(&text) {
            examples_seen += 1;
            let faulty = helps.fault(&example)?;
            faults.extend(faulty.map(|fault| format!("{name}:{}: {fault}", example.line)));
        }
        if *links_too {
            for (line, link) in relative_links(&text) {
                links_seen += 1;
                if !path.with_file_name(&link).exists() {
                    faults.push(format!("{name}:{line}: there is no file {link}"));
                }
            }
        }
    }
    let paths: Vec<PathBuf> = documents.into_iter().map(|(path, _)| path).collect();
    faults.extend(examples::misquotations(workspace, &paths)?);
    if !faults.is_empty() {
        bail!("the documents say what is not so\n{}", faults.join("\n"));
    }
    let scripts = examples::check(workspace, &paths)?;
    note(&format!(
        "{examples_seen} commands and {links_seen} links are as the documents say, {scripts} scripts compile"
    ));
    Ok(())
}

/// The documents, and whether their links are checked here: those of `content/` are checked by
/// `docent build`, which knows more about them.
fn documents(workspace: &Workspace) -> Result<Vec<(PathBuf, bool)>> {
    let mut documents = Vec::new();
    for (folder, deep) in [(".", false), ("docs", true), ("content", true)] {
        let walk = WalkDir::new(workspace.path(folder)).sort_by_file_name();
        for entry in walk.max_depth(if deep { usize::MAX } else { 1 }) {
            let entry = entry.with_context(|| format!("the folder {folder} could not be read"))?;
            if entry.path().extension().is_some_and(|extension| extension == "md") {
                documents.push((entry.into_path(), folder != "content"));
            }
        }
    }
    Ok(documents)
}

/// The commands of our own programs in the shell examples of a document.
fn examples(text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut fence: Option<bool> = None;
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let line = line.trim();
        if let Some(info) = line.strip_prefix("```") {
            let shell = ["sh", "bash", "console", "shell"].contains(&info.trim());
            fence = if fence.is_some() { None } else { Some(shell) };
            continue;
        }
        if fence != Some(true) {
            continue;
        }
        let mut command = line.trim_start_matches("$ ").to_owned();
        while command.ends_with('\\') {
            command.pop();
            command.push_str(lines.next().map_or("", |(_, more)| more.trim()));
        }
        let command = command.split(" #").next().unwrap_or_default();
        for (program, prefix) in [("cargo xtask", "cargo xtask "), ("docent", "docent ")] {
            if let Some(rest) = command.strip_prefix(prefix) {
                let words = rest.split_whitespace().map(str::to_owned).collect();
                examples.push(Example { line: index + 1, program, words });
            }
        }
    }
    examples
}

/// The links of a document that lead to files: `[text](path)`, without their fragments.
fn relative_links(text: &str) -> Vec<(usize, String)> {
    let mut links = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for part in line.split("](").skip(1) {
            let Some(link) = part.split([')', ' ']).next() else { continue };
            let path = link.split('#').next().unwrap_or_default();
            if !path.is_empty() && !link.contains(':') {
                links.push((index + 1, path.to_owned()));
            }
        }
    }
    links
}

/// The help texts of our programs' commands, each asked for once.
struct Helps<'a> {
    workspace: &'a Workspace,
    texts: BTreeMap<(&'static str, String), Option<String>>,
}

impl Helps<'_> {
    /// What is wrong with an example.
    fn fault(&mut self, example: &Example) -> Result<Option<String>> {
        let Example { program, words, .. } = example;
        let Some(subcommand) = words.first().filter(|word| !word.starts_with('-')) else {
            return Ok(None);
        };
        let Some(help) = self.help(program, subcommand)? else {
            return Ok(Some(format!("`{program}` has no command `{subcommand}`")));
        };
        // `docent new article "…"`: options of the command in the command.
        let below = words.get(1).filter(|word| is_word(word) && names_command(help, word));
        let command = match below {
            Some(below) => format!("{subcommand} {below}"),
            None => subcommand.clone(),
        };
        let help = self.help(program, &command)?.unwrap_or_default();
        let unknown = words.iter().skip(1).find(|word| {
            let flag = word.split('=').next().unwrap_or_default();
            flag.starts_with("--") && flag.len() > 2 && !names_option(help, flag)
        });
        Ok(unknown.map(|flag| format!("`{program} {command}` has no option `{flag}`")))
    }

    /// The help of a command, which can be one in another: `messages list`.
    fn help(&mut self, program: &'static str, command: &str) -> Result<Option<&str>> {
        let key = (program, command.to_owned());
        if !self.texts.contains_key(&key) {
            let text = if program == "docent" {
                help_of_docent(self.workspace, command)?
            } else {
                let mut cli = crate::Cli::command();
                cli.find_subcommand_mut(command).map(|found| found.render_long_help().to_string())
            };
            self.texts.insert(key.clone(), text);
        }
        Ok(self.texts[&key].as_deref())
    }
}

fn help_of_docent(workspace: &Workspace, command: &str) -> Result<Option<String>> {
    let docent = workspace.docent();
    let mut words = Vec::new();
    for word in command.split(' ') {
        let help = workspace.command(&docent).args(&words).arg("--help").output();
        let help = help.with_context(|| format!("{} cannot be started", docent.display()))?;
        if !names_command(&String::from_utf8_lossy(&help.stdout), word) {
            return Ok(None);
        }
        words.push(word);
    }
    process::capture(workspace.command(&docent).args(words).arg("--help")).map(Some)
}

fn is_word(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
        && !text.starts_with('-')
}

fn names_option(help: &str, flag: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    help.split(|letter| !letters(letter)).any(|word| word == flag)
}

fn names_command(help: &str, subcommand: &str) -> bool {
    help.lines().any(|line| line.split_whitespace().next() == Some(subcommand))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_shell_examples_only() {
        let text = "docent prose\n```sh\ndocent build content \\\n  --out site  # done\nls\n```\n\
                    ```toml\ndocent = 1\n```\n```console\n$ cargo xtask demo --port 9000\n```\n";
        let words = |line: &str| line.split(' ').map(str::to_owned).collect();
        let expected = [
            Example { line: 3, program: "docent", words: words("build content --out site") },
            Example { line: 11, program: "cargo xtask", words: words("demo --port 9000") },
        ];
        assert_eq!(examples(text), expected);
    }

    #[test]
    fn links_to_files_are_found_and_addresses_are_not() {
        let text =
            "[a](docs/a.md#part) and [b](https://example.com/)\n![c](c.png \"title\") [d](#d)";
        let expected = [(1, "docs/a.md".to_owned()), (2, "c.png".to_owned())];
        assert_eq!(relative_links(text), expected);
    }

    #[test]
    fn an_example_with_an_unknown_command_or_option_is_a_fault() {
        let workspace = Workspace::locate().unwrap();
        let mut helps = Helps { workspace: &workspace, texts: BTreeMap::new() };
        let mut fault = |line: &str| {
            let words = line.split(' ').map(str::to_owned).collect();
            helps.fault(&Example { line: 1, program: "cargo xtask", words }).unwrap()
        };
        assert_eq!(fault("demo --port 9000 --content DIR"), None);
        assert_eq!(fault("dmo").unwrap(), "`cargo xtask` has no command `dmo`");
        assert_eq!(fault("demo --prt 1").unwrap(), "`cargo xtask demo` has no option `--prt`");
    }

    #[test]
    fn part_of_an_options_name_is_not_the_option() {
        assert!(names_option("  --out <DIR>  where", "--out"));
        assert!(!names_option("  --output <DIR>", "--out"));
        assert!(names_command("Commands:\n  build  Builds", "build"));
        assert!(!names_command("Commands:\n  build  Builds", "Builds"));
    }
}
