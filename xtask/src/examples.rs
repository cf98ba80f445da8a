//! The JavaScript and TypeScript examples of the documents, compiled by TypeScript against the
//! types that a site gets with the widget; and those for React and Vue, which are quotations from
//! the apps that the journeys try.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::frameworks;
use crate::process;
use crate::tools::npm::Npm;
use crate::workspace::Workspace;

/// What the examples take for granted: the widget has loaded, and the site knows its visitor.
const GIVEN: &str = "declare const docent: import(\"docent\").FirstDocent; \
    declare const user: { name: string; email: string };";

/// How a fence begins that holds an example to be compiled.
const FENCES: [&str; 2] = ["```js", "```ts"];

/// How a fence begins that holds a quotation.
const QUOTATIONS: [&str; 2] = ["```tsx", "```vue"];

/// Compiles the examples of these documents, and returns how many there are.
pub(crate) fn check(workspace: &Workspace, documents: &[PathBuf]) -> Result<usize> {
    let npm = Npm::ensure(workspace)?;
    let work = workspace.target("examples");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let mut count = 0;
    for document in documents {
        for (line, example) in fenced(&fs::read_to_string(document)?, &FENCES) {
            let source = given(line, &example);
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

/// What is quoted from the apps made with frameworks and does not stand there, word by word.
pub(crate) fn misquotations(workspace: &Workspace, documents: &[PathBuf]) -> Result<Vec<String>> {
    let mut apps = Vec::new();
    for entry in WalkDir::new(workspace.path(frameworks::SOURCES)) {
        let entry = entry.with_context(|| format!("{} is missing", frameworks::SOURCES))?;
        if entry.file_type().is_file() {
            apps.push(fs::read_to_string(entry.path())?);
        }
    }
    let mut faults = Vec::new();
    for document in documents {
        let (name, source) = (workspace.display(document), frameworks::SOURCES);
        for line in misquoted(&fs::read_to_string(document)?, &apps) {
            faults.push(format!("{name}:{line}: no file in {source} has this, word by word"));
        }
    }
    Ok(faults)
}

/// Where quotations begin that stand in none of the sources.
fn misquoted(text: &str, sources: &[String]) -> Vec<usize> {
    let stands = |quotation: &str| sources.iter().any(|source| source.contains(quotation));
    let quotations = fenced(text, &QUOTATIONS).into_iter();
    quotations.filter(|(_, quotation)| !stands(quotation)).map(|(line, _)| line).collect()
}

/// An example after what is given, with the line numbers that it has in its document.
fn given(line: usize, example: &str) -> String {
    [GIVEN, &"\n".repeat(line), example].concat()
}

/// What stands in such fences of a document, by the line of the fence.
fn fenced(text: &str, fences: &[&str]) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut inside: Option<bool> = None;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            let wanted = fences.contains(&line.trim());
            if inside.is_none() && wanted {
                found.push((index + 1, String::new()));
            }
            inside = if inside.is_some() { None } else { Some(wanted) };
        } else if inside == Some(true)
            && let Some((_, content)) = found.last_mut()
        {
            content.push_str(line);
            content.push('\n');
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_keeps_the_line_numbers_of_its_document() {
        let text = "Text\n```json\n{}\n```\n```js\ndocent.open();\n```\n```ts\nlet a = 1;\n```\n";
        let examples = fenced(text, &FENCES);
        assert_eq!(examples, [(5, "docent.open();\n".to_owned()), (8, "let a = 1;\n".to_owned())]);
        let source = given(8, &examples[1].1);
        assert_eq!(source.lines().nth(8), Some("let a = 1;"));
    }

    #[test]
    fn a_quotation_that_stands_in_no_source_is_told_by_its_line() {
        let text = "```tsx\nconst a = 1;\nconst b = 2;\n```\n```vue\n<mistake />\n```\n";
        let source = "let c;\nconst a = 1;\nconst b = 2;\n".to_owned();
        assert_eq!(misquoted(text, &[source]), [5]);
    }
}
