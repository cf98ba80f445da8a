//! `docent serve` on a folder of its own, for journeys of a writer.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::journey::Visit;
use crate::site::copy;
use crate::tools::Tools;

/// A running preview of the fixture's help centre; it ends with this value.
#[derive(Debug)]
pub struct Preview {
    folder: TempDir,
    program: Child,
    origin: String,
}

impl Visit {
    /// Starts a preview of a copy of the fixture's help centre.
    ///
    /// # Panics
    ///
    /// If the program does not start.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let tools = Tools::find().expect("a journey has its tools");
        let folder = tempfile::tempdir().expect("a folder for the articles");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/help"), folder.path());
        let mut program = Command::new(&tools.docent)
            .arg("serve")
            .arg(folder.path())
            .args(["--port", "0", "--widget"])
            .arg(&tools.widget)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("`docent serve` can be started");
        let mut lines = BufReader::new(program.stdout.take().expect("what it says")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.split_once(" at http://").map(|(_, address)| format!("http://{address}"))
        });
        // Whoever stops reading makes the program wait.
        std::thread::spawn(move || lines.for_each(drop));
        let origin = address.expect("`docent serve` says where it is");
        Preview { folder, program, origin }
    }
}

impl Preview {
    /// Address of a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Changes an article as an editor does that puts a new file in the place of the old one.
    ///
    /// # Panics
    ///
    /// If the article cannot be read or written.
    pub fn edit(&self, path: &str, change: impl FnOnce(&str) -> String) {
        let path = self.folder.path().join(path);
        let text = fs::read_to_string(&path).expect("the article");
        let beside = path.with_extension("md.tmp");
        fs::write(&beside, change(&text)).expect("the article can be written");
        fs::rename(beside, path).expect("the article can be replaced");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
