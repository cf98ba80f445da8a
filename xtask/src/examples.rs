//! The JavaScript and TypeScript examples of the documents, compiled by TypeScript against the
//! types that a site gets with the widget; and those for React and Vue, which are quotations from
//! the apps that the journeys try.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::frameworks;
use crate::process;
use crate::tools::npm::Npm;
use crate::workspace::Workspace;

/// Where an example runs.
struct Place {
    folder: &'static str,
    /// What examples take for granted there.
    given: &'static str,
    lib: &'static [&'static str],
}

/// The widget has loaded, and the site knows its visitor.
const PAGE: Place = Place {
    folder: "page",
    given: "declare const docent: import(\"docent\").FirstDocent; \
        declare const user: { name: string; email: string };",
    lib: &["es2022", "dom", "dom.iterable"],
};

/// TypeScript does not know by itself which kind of worker it is.
const SERVICE_WORKER: Place = Place {
    folder: "service-worker",
    given: "declare const self: ServiceWorkerGlobalScope & { docent: string }; \
        declare const clients: Clients; \
        declare const skipWaiting: typeof self.skipWaiting; \
        declare const addEventListener: typeof self.addEventListener;",
    lib: &["es2022", "webworker"],
};

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
            let place = place(&example);
            let name = format!("{}.{line}.ts", workspace.display(document));
            let file = work.join(place.folder).join(name.trim_start_matches("./"));
            fs::create_dir_all(file.parent().unwrap_or(&work))?;
            fs::write(file, given(place, line, &example))?;
            count += 1;
        }
    }
    for place in [PAGE, SERVICE_WORKER] {
        let folder = work.join(place.folder);
        if folder.exists() {
            compile(&npm, &folder, &place, &workspace.path("public/docent.d.ts"))?;
        }
    }
    Ok(count)
}

fn place(example: &str) -> &'static Place {
    if example.contains("importScripts(") { &SERVICE_WORKER } else { &PAGE }
}

fn compile(npm: &Npm, folder: &Path, place: &Place, types: &Path) -> Result<()> {
    let settings = serde_json::json!({
        "compilerOptions": {
            "strict": true,
            "noEmit": true,
            "target": "es2022",
            "module": "esnext",
            "moduleResolution": "bundler",
            "moduleDetection": "force",
            "lib": place.lib,
            "types": [],
            "paths": { "docent": [types] },
        },
        "include": ["**/*.ts"],
    });
    fs::write(folder.join("tsconfig.json"), settings.to_string())?;
    let mut tsc = npm.tsc();
    tsc.current_dir(folder).args(["--project", ".", "--pretty", "false"]);
    process::run_quietly(&mut tsc)
        .context("an example does not compile; the number before `.ts` is the line of its fence")
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
fn given(place: &Place, line: usize, example: &str) -> String {
    [place.given, &"\n".repeat(line), example].concat()
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
        let source = given(&PAGE, 8, &examples[1].1);
        assert_eq!(source.lines().nth(8), Some("let a = 1;"));
    }

    #[test]
    fn a_quotation_that_stands_in_no_source_is_told_by_its_line() {
        let text = "```tsx\nconst a = 1;\nconst b = 2;\n```\n```vue\n<mistake />\n```\n";
        let source = "let c;\nconst a = 1;\nconst b = 2;\n".to_owned();
        assert_eq!(misquoted(text, &[source]), [5]);
    }
}
