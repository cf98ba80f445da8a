//! The JavaScript and TypeScript examples of the documents, compiled by TypeScript against the
//! types that a site gets with the widget.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process;
use crate::tools::npm::Npm;
use crate::workspace::Workspace;

/// What the examples take for granted: the widget has loaded, and the site knows its visitor.
const GIVEN: &str = "declare const docent: import(\"docent\").FirstDocent; \
    declare const user: { name: string; email: string };";

/// How a fence begins that holds an example.
const FENCES: [&str; 2] = ["```js", "```ts"];

/// Compiles the examples of these documents, and returns how many there are.
pub(crate) fn check(workspace: &Workspace, documents: &[PathBuf]) -> Result<usize> {
    let npm = Npm::ensure(workspace)?;
    let work = workspace.target("examples");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let mut count = 0;
    for document in documents {
        for (line, source) in sources(&fs::read_to_string(document)?) {
            let name = format!("{}.{line}.ts", workspace.display(document));
            let file = work.join(name.trim_start_matches("./"));
            fs::create_dir_all(file.parent().unwrap_or(&work))?;
            fs::write(file, source)?;
            count += 1;
        }
    }
    let settings = serde_json::json!({
        "compilerOptions": {
            "strict": true,
            "noEmit": true,
            "target": "es2022",
            "module": "esnext",
            "moduleResolution": "bundler",
            "moduleDetection": "force",
            "lib": ["es2022", "dom", "dom.iterable"],
            "types": [],
            "paths": { "docent": [workspace.path("public/docent.d.ts")] },
        },
        "include": ["**/*.ts"],
    });
    fs::write(work.join("tsconfig.json"), settings.to_string())?;
    process::run_quietly(npm.tsc().current_dir(&work).args([
        "--project",
        ".",
        "--pretty",
        "false",
    ]))
    .context("an example does not compile; the number before `.ts` is the line of its fence")?;
    Ok(count)
}

/// The examples of a document, by the line of their fence. Each begins with what is given, and its
/// lines have the numbers that they have in the document.
fn sources(text: &str) -> Vec<(usize, String)> {
    let mut sources: Vec<(usize, String)> = Vec::new();
    let mut inside: Option<bool> = None;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            let is_example = FENCES.contains(&line.trim());
            if inside.is_none() && is_example {
                sources.push((index + 1, GIVEN.to_owned() + &"\n".repeat(index + 1)));
            }
            inside = if inside.is_some() { None } else { Some(is_example) };
        } else if inside == Some(true)
            && let Some((_, source)) = sources.last_mut()
        {
            source.push_str(line);
            source.push('\n');
        }
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_keeps_the_line_numbers_of_its_document() {
        let text = "Text\n```json\n{}\n```\n```js\ndocent.open();\n```\n```ts\nlet a = 1;\n```\n";
        let sources = sources(text);
        let lines: Vec<usize> = sources.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [5, 8]);
        assert_eq!(sources[0].1.lines().nth(5), Some("docent.open();"));
        assert_eq!(sources[1].1.lines().nth(8), Some("let a = 1;"));
        assert!(!sources[0].1.contains("{}\n"));
    }
}
