//! Docent and Tantivy as programs of this machine, each asked with the same keystrokes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::bench_search::collection::Prepared;
use crate::bench_search::table::Row;
use crate::engine::brotli_of_file;
use crate::help_site::released_docent;
use crate::process;
use crate::progress::step;
use crate::timings::Timings;
use crate::workspace::Workspace;

/// The set-ups of Tantivy that `xtask/bench-tantivy` knows: every word with its neighbours, or
/// only a word that no article has.
const TANTIVY: [&str; 2] = ["tantivy", "tantivy-care"];

/// The programs.
pub(crate) struct Programs {
    tantivy: PathBuf,
}

impl Programs {
    /// Builds the one around Tantivy, which is a workspace of its own.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self> {
        let target = workspace.target("bench-tantivy");
        step("compile Tantivy", "the first time about five minutes", || {
            let mut command = workspace.cargo();
            command.args(["build", "--release", "--locked", "--manifest-path"]);
            command.arg(workspace.path("xtask/bench-tantivy/Cargo.toml"));
            command.arg("--target-dir").arg(&target);
            process::run(&mut command)
        })?;
        let program = format!("bench-tantivy{}", std::env::consts::EXE_SUFFIX);
        Ok(Self { tantivy: target.join("release").join(program) })
    }

    /// Types everything into every engine.
    pub(crate) fn measure(
        &self,
        workspace: &Workspace,
        prepared: &Prepared,
        rounds: usize,
    ) -> Result<Vec<Row>> {
        let work = &prepared.work;
        let [articles, queries] = ["articles.json", "keystrokes.tsv"].map(|f| work.join(f));
        prepared.articles.write(&articles)?;
        fs::write(&queries, keystroke_file(&prepared.keystrokes))?;
        let index = work.join("tantivy");
        if index.exists() {
            fs::remove_dir_all(&index)?;
        }
        let mut build = workspace.command(&self.tantivy);
        process::run_quietly(build.arg("build").arg(&articles).arg(&index))?;

        let docent = new_row("docent", brotli_of_file(&prepared.site.index)?);
        let tantivy_bytes = brotli_of_folder(&index)?;
        let mut rows = vec![docent];
        rows.extend(TANTIVY.map(|set_up| new_row(set_up, tantivy_bytes)));
        for _ in 0..rounds {
            for row in &mut rows {
                let [run, times] =
                    ["run", "json"].map(|end| work.join(&row.engine).with_extension(end));
                let mut command = if row.engine == "docent" {
                    let mut command = released_docent(workspace);
                    command.arg("search").arg("--site").arg(&prepared.site.folder);
                    command
                } else {
                    let mut command = workspace.command(&self.tantivy);
                    command.args(["search", &row.engine]).arg("--index").arg(&index);
                    command
                };
                command.arg("--queries").arg(&queries).arg("--run").arg(&run);
                process::run_quietly(command.arg("--timings").arg(&times))?;
                let timings = Timings::read(&times)?;
                row.load_ms.push(timings.load_ms);
                row.rounds.push(timings.into_values());
                row.answered = answered(&fs::read_to_string(&run)?, &prepared.keystrokes);
            }
        }
        Ok(rows)
    }
}

fn new_row(engine: &str, index_bytes: u64) -> Row {
    Row {
        engine: engine.to_owned(),
        load_ms: Vec::new(),
        memory: None,
        first_round: None,
        rounds: Vec::new(),
        answered: 0,
        index_bytes,
    }
}

/// The id of what stands in the box after a key of a text.
fn id(text: usize, key: usize) -> String {
    format!("t{text:02}k{key:03}")
}

fn keystroke_file(keystrokes: &[Vec<String>]) -> String {
    let mut lines = String::new();
    for (text, typed) in keystrokes.iter().enumerate() {
        for (key, query) in typed.iter().enumerate() {
            let _ = writeln!(lines, "{}\t{query}", id(text, key));
        }
    }
    lines
}

/// How many whole queries a run has a line for.
fn answered(run: &str, keystrokes: &[Vec<String>]) -> usize {
    let whole = keystrokes.iter().enumerate().map(|(text, typed)| {
        let id = id(text, typed.len().saturating_sub(1));
        run.lines().any(|line| line.split(' ').next() == Some(&id))
    });
    whole.filter(|found| *found).count()
}

fn brotli_of_folder(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in WalkDir::new(folder) {
        let entry = entry.context("the index of Tantivy is missing")?;
        // Names that begin with a dot are notes of its own about the files.
        let note = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !note {
            bytes += brotli_of_file(entry.path())?;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_a_query_and_the_last_one_tells_whether_there_is_an_answer() {
        let keystrokes = [vec!["a".to_owned(), "ab".to_owned()], vec!["c".to_owned()]];
        assert_eq!(keystroke_file(&keystrokes), "t00k000\ta\nt00k001\tab\nt01k000\tc\n");
        let run = "t00k000 Q0 x 1 1.0 docent\nt01k000 Q0 x 1 1.0 docent\n";
        assert_eq!(answered(run, &keystrokes), 1);
    }
}
