//! A screen that nobody sees, for a browser that cannot do without one.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running X server; it ends with this value.
#[derive(Debug)]
pub(super) struct Display {
    child: Child,
    name: String,
}

impl Display {
    /// Each window has a screen of its own, so that none takes the focus away from another.
    pub(super) fn open() -> Self {
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("Xvfb cannot be started: {error}"));
        let mut output = BufReader::new(child.stdout.take().expect("the output was asked for"));
        let mut number = String::new();
        let said = output.read_line(&mut number);
        assert!(matches!(said, Ok(1..)), "Xvfb ended without a display");
        Self { child, name: format!(":{}", number.trim_end()) }
    }

    /// Its name, as programs expect it in `DISPLAY`.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
