//! What a check found.

use std::fmt;

use serde::Serialize;

use super::fix::Edit;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The extension does not work, or gives something away.
    Error,
    /// It works now, or in part, or at a cost.
    Warning,
    /// Good to know.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable, for scripts.
    pub code: &'static str,
    pub severity: Severity,
    /// What follows from it.
    pub meaning: &'static str,
}

/// Where it is: a file of the extension, with a line and a column that count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, column: None }
    }

    /// The position of a byte in the text of a file. Bundles have few and long lines, so the column matters.
    pub fn at(file: &str, text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        Self { file: file.to_owned(), line: Some(line), column: Some(column) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        Ok(())
    }
}

/// One thing that a check found.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub place: Option<Place>,
    /// What was found.
    pub message: String,
    /// What to change.
    pub remedy: String,
    /// What `--fix` may do about it: all of it, in order.
    pub edits: Vec<Edit>,
}

impl Finding {
    pub fn new(rule: &'static Rule, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { rule, place: None, message: message.into(), remedy: remedy.into(), edits: Vec::new() }
    }

    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    #[must_use]
    pub fn fixed_by(mut self, edit: Edit) -> Self {
        self.edits.push(edit);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_columns_from_one() {
        let text = "one\ntwö x\n";
        assert_eq!(Place::at("a.js", text, 0).to_string(), "a.js:1:1");
        assert_eq!(Place::at("a.js", text, text.find('x').unwrap()).to_string(), "a.js:2:5");
        assert_eq!(Place::file("a.js").to_string(), "a.js");
    }
}
