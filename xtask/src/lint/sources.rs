//! The files that checks read.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::{run, workspace};

/// A text file of the repository.
pub struct Source {
    /// Path from the workspace's root, with forward slashes.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl Source {
    /// A file as tests plant it.
    #[cfg(test)]
    pub fn planted(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Lines with their numbers, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Whether the file's extension is one of these.
    pub fn is(&self, extensions: &[&str]) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| extensions.iter().any(|e| own == *e))
    }

    /// Whether somebody else wrote the file, or a tool did.
    pub fn is_vendored(&self) -> bool {
        self.path.starts_with("spec/")
            || self.is(&["lock", "snap"])
            || self.path.ends_with("package-lock.json")
            || self.path.starts_with("LICENSE")
    }
}

/// All text files that git tracks or would track.
///
/// # Errors
/// When git is missing or this is no repository.
pub fn all() -> Result<Vec<Source>> {
    let listed = run::capture(
        run::command("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]),
        "lint reads the list of files from git; run it in a clone",
    )?;
    let mut sources = Vec::new();
    for path in listed.lines() {
        // Listed but deleted, and binary files, are both nothing to read.
        if let Ok(text) = fs::read_to_string(workspace::at(path)) {
            sources.push(Source { path: path.to_owned(), text });
        }
    }
    Ok(sources)
}
