//! Paths of findings as other programs know the files.

use std::path::{Component, Path};

/// The content folder as seen from the working folder, which in a pipeline is the repository.
#[derive(Debug)]
pub(super) struct Root(String);

impl Root {
    pub(super) fn new(content: &Path) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let below = content.strip_prefix(&here).unwrap_or(content);
        let is_dot = |part: &Component<'_>| matches!(part, Component::CurDir);
        let path: std::path::PathBuf = below.components().filter(|part| !is_dot(part)).collect();
        Self(path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// The path of a file of the content folder; of the folder itself where `file` is empty.
    pub(super) fn path(&self, file: &str) -> String {
        match (self.0.as_str(), file) {
            ("", "") => ".".to_owned(),
            ("", file) => file.to_owned(),
            (root, "") => root.to_owned(),
            (root, file) => format!("{}/{file}", root.trim_end_matches('/')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_working_folder() {
        let here = std::env::current_dir().unwrap_or_default();
        let cases = [
            (Path::new("content/").to_owned(), "content/a.md"),
            (Path::new("./content").to_owned(), "content/a.md"),
            (Path::new("../x").to_owned(), "../x/a.md"),
            (Path::new(".").to_owned(), "a.md"),
            (here.join("content"), "content/a.md"),
        ];
        for (content, path) in cases {
            assert_eq!(Root::new(&content).path("a.md"), path, "{}", content.display());
        }
        assert_eq!(Root::new(Path::new(".")).path(""), ".");
        assert_eq!(Root::new(Path::new("content")).path(""), "content");
    }
}
