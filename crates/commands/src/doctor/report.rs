//! What the doctor says, to people and to scripts.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::{
    extension::Form,
    finding::{Finding, Place, Severity},
    instance::Instance,
    subject::{IdSource, Subject},
};

/// How often each severity was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// Findings that `--fix` can do something about.
    pub fixable: usize,
}

impl Summary {
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.rule.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            fixable: findings.iter().filter(|finding| !finding.edits.is_empty()).count(),
        }
    }
}

#[derive(Serialize)]
struct Report<'a> {
    name: &'a str,
    version: &'a str,
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension_id: Option<String>,
    instances: Vec<&'a Instance>,
    findings: Vec<Reported<'a>>,
    summary: Summary,
    /// Additions that were made to the manifest.
    fixed: usize,
}

#[derive(Serialize)]
struct Reported<'a> {
    code: &'static str,
    severity: Severity,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    place: Option<&'a Place>,
    message: &'a str,
    meaning: &'static str,
    remedy: &'a str,
    fixable: bool,
}

/// The report as a value for scripts.
pub fn json(subject: &Subject<'_>, findings: &[Finding], fixed: usize) -> impl Serialize {
    let manifest = &subject.extension.manifest;
    let report = Report {
        name: manifest.text_at(&["name"]).unwrap_or_default(),
        version: manifest.text_at(&["version"]).unwrap_or_default(),
        form: form(&subject.extension.form),
        extension_id: subject.id.as_ref().map(|(id, _)| id.to_string()),
        instances: subject.instances.iter().map(|(instance, _)| instance).collect(),
        findings: findings.iter().map(reported).collect(),
        summary: Summary::of(findings),
        fixed,
    };
    serde_json::to_value(report).unwrap_or_default()
}

fn reported(finding: &Finding) -> Reported<'_> {
    Reported {
        code: finding.rule.code,
        severity: finding.rule.severity,
        place: finding.place.as_ref(),
        message: &finding.message,
        meaning: finding.rule.meaning,
        remedy: &finding.remedy,
        fixable: !finding.edits.is_empty(),
    }
}

/// Prints the report for people. Colours go to terminals that want them.
///
/// # Errors
/// If standard output is closed.
pub fn print(subject: &Subject<'_>, findings: &[Finding]) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text(subject, findings).as_bytes())?;
    out.flush()
}

fn text(subject: &Subject<'_>, findings: &[Finding]) -> String {
    let mut text = heading(subject);
    for finding in findings {
        let (style, dim) = (style(finding.rule.severity), Style::new().dimmed());
        let place = finding.place.as_ref().map(|place| format!("  {dim}{place}{dim:#}")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ =
            writeln!(text, "\n{style}{:<7}{style:#}  {}{place}", finding.rule.severity, finding.rule.code);
        let _ = writeln!(text, "{}", wrapped(&format!("{} {}", finding.message, finding.rule.meaning), ""));
        let fix = if finding.edits.is_empty() { "" } else { " (--fix does this.)" };
        let _ = writeln!(text, "{}", wrapped(&format!("{}{fix}", finding.remedy), "-> "));
    }
    let _ = writeln!(text, "\n{}", totals(Summary::of(findings)));
    text
}

fn heading(subject: &Subject<'_>) -> String {
    let manifest = &subject.extension.manifest;
    let (name, version) =
        (manifest.text_at(&["name"]).unwrap_or("Extension"), manifest.text_at(&["version"]));
    let mut text =
        format!("{name} {}, {}\n", version.unwrap_or("without version"), form(&subject.extension.form));
    if let Some((id, source)) = &subject.id {
        let source = match source {
            IdSource::Told => "as you say",
            IdSource::Key => "from its key",
            IdSource::Package => "from its package",
            IdSource::Path => "from its path",
        };
        let _ = writeln!(text, "id        {id} ({source})");
    }
    for (instance, _) in &subject.instances {
        let _ = writeln!(text, "instance  {} ({})", instance.frontend_api, instance.environment);
    }
    text
}

fn form(form: &Form) -> &'static str {
    match form {
        Form::Folder(_) => "unpacked",
        Form::Zip => "zip",
        Form::Crx(_) => "crx",
    }
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

fn totals(summary: Summary) -> String {
    let count = |number: usize, what: &str| {
        let plural = if number == 1 { "" } else { "s" };
        (number > 0).then(|| format!("{number} {what}{plural}"))
    };
    let counts = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.notes, "note")];
    let counts: Vec<String> = counts.into_iter().filter_map(|(number, what)| count(number, what)).collect();
    let mut text = if counts.is_empty() {
        "Nothing to complain about.".to_owned()
    } else {
        format!("{}.", counts.join(", "))
    };
    if summary.fixable > 0 {
        let _ = write!(text, " --fix can do something about {}.", summary.fixable);
    }
    text
}

/// Columns that a text may take: what is easily read, and fits every terminal.
const WIDTH: usize = 96;
const INDENT: &str = "         ";

/// Breaks a text into indented lines; the first begins with `mark`, under which the others are aligned.
fn wrapped(text: &str, mark: &str) -> String {
    let mut lines = vec![format!("{INDENT}{mark}")];
    let (margin, mut is_empty) = (format!("{INDENT}{}", " ".repeat(mark.len())), true);
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if !is_empty && lines[last].chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(format!("{margin}{word}"));
        } else {
            let space = if is_empty { "" } else { " " };
            lines[last].push_str(&format!("{space}{word}"));
        }
        is_empty = false;
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_broken_between_words_and_aligned() {
        let text = wrapped(&"word ".repeat(40), "-> ");
        assert!(text.lines().count() > 2);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        assert!(text.starts_with("         -> word word"));
        assert!(text.lines().skip(1).all(|line| line.starts_with("            word")), "{text}");
    }

    #[test]
    fn totals_name_what_there_is() {
        assert_eq!(totals(Summary::default()), "Nothing to complain about.");
        let some = Summary { errors: 2, notes: 1, fixable: 2, ..Summary::default() };
        assert_eq!(totals(some), "2 errors, 1 note. --fix can do something about 2.");
    }
}
