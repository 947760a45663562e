//! Codes of the client's errors and diagnostics that its README does not explain, or that it made up.

use std::collections::BTreeMap;

use super::{Finding, Source};

const README: &str = "packages/chrome-extension/README.md";
const PACKAGE: &str = "packages/chrome-extension/src/";
const CORE: &str = "crates/client/src/";

/// What stands before a code, without white space. Whoever gives codes in another way adds it here.
const IN_PACKAGE: &[&str] = &["code:", "trouble(", "trouble:", "CODES={"];
const IN_CORE: &[&str] = &[
    "Error::runtime(",
    "web=",
    "code=",
    "UNREACHABLE:&[u8]=b",
    "REVOKED:&[u8]=b",
    "EXPIRED:&[u8]=b",
    "HIDDEN:&str=",
    "reason=",
];

/// Compares the codes in the sources with the README's tables whose first column is `code`.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let Some(readme) = sources.iter().find(|source| source.path == README) else { return Vec::new() };
    let explained: BTreeMap<_, _> = explained(readme).map(|(line, code)| (code, line)).collect();
    let mut given = BTreeMap::new();
    for source in sources.iter().filter(|source| is_client(source)) {
        for (line, code) in codes(source) {
            given.entry(code).or_insert((&source.path, line));
        }
    }
    let unexplained = given.iter().filter(|(code, _)| !explained.contains_key(*code));
    let made_up = explained.iter().filter(|(code, _)| !given.contains_key(*code));
    let unexplained = unexplained.map(|(code, (path, line))| Finding {
        file: (*path).clone(),
        line: *line,
        what: format!("the code `{code}` is not in the README of the package"),
        remedy: "explain it in packages/chrome-extension/README.md, in the table of codes",
    });
    let made_up = made_up.map(|(code, line)| Finding {
        file: README.to_owned(),
        line: *line,
        what: format!("nothing gives the code `{code}`"),
        remedy: "remove it; or if something does, see xtask/src/lint/error_codes.rs",
    });
    unexplained.chain(made_up).collect()
}

fn is_client(source: &Source) -> bool {
    source.path.starts_with(PACKAGE) && source.is(&["ts", "tsx"]) || source.path.starts_with(CORE)
}

/// Codes in the first cells of the tables of codes.
fn explained(readme: &Source) -> impl Iterator<Item = (usize, &str)> {
    let mut in_table = false;
    readme.lines().flat_map(move |(line, text)| {
        in_table = text.starts_with("| code |") || in_table && text.starts_with('|');
        let cell = if in_table { text.split('|').nth(1).unwrap_or("") } else { "" };
        cell.split('`').skip(1).step_by(2).map(move |code| (line, code))
    })
}

/// Codes that a source gives, with their lines.
fn codes(source: &Source) -> Vec<(usize, &str)> {
    let text = source.text.split("#[cfg(test)]").next().unwrap_or("");
    let (quote, marks) = if source.path.starts_with(CORE) { ('"', IN_CORE) } else { ('\'', IN_PACKAGE) };
    let literals = text.match_indices(quote).filter_map(|(at, _)| {
        let literal = text[at + 1..].split(quote).next()?;
        is_code(literal).then_some((at, literal))
    });
    let of_errors = literals.filter(|(at, literal)| {
        let before: Vec<char> = text[..*at].chars().rev().filter(|c| !c.is_whitespace()).take(100).collect();
        let before: String = before.into_iter().rev().collect();
        let after = text[at + literal.len() + 2..].trim_start();
        marks.iter().any(|mark| before.ends_with(mark))
            || literal.starts_with("passkey_")
            || is_value(&before, after)
    });
    of_errors.map(|(at, literal)| (text[..at].lines().count(), literal)).collect()
}

/// Whether it is the value of a block: with its message, or by itself where trouble is given a name.
fn is_value(before: &str, after: &str) -> bool {
    let message = after.strip_prefix(',').map_or("", str::trim_start);
    // In words, or in a constant.
    let has_message =
        message.starts_with(|c: char| c == '"' || c.is_ascii_uppercase()) || message.starts_with("b\"");
    before.ends_with("{(") && has_message
        || before.contains("trouble") && before.ends_with('{') && after.starts_with('}')
}

fn is_code(literal: &str) -> bool {
    literal.starts_with(|first: char| first.is_ascii_lowercase())
        && literal.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(readme: &str, path: &str, text: &str) -> Vec<String> {
        let sources = [Source::planted(README, readme), Source::planted(path, text)];
        check(&sources)
            .into_iter()
            .map(|finding| format!("{}:{} {}", finding.file, finding.line, finding.what))
            .collect()
    }

    const NONE: &str = "| code | what to do |\n|---|---|\n";

    #[test]
    fn a_code_without_a_word_about_it_is_found() {
        let package = "packages/chrome-extension/src/a.ts";
        for text in ["fail({ code: 'a_b' })", "trouble(\n  'a_b', 'x')", "return { trouble: 'a_b' }"] {
            assert_eq!(found(NONE, package, text).len(), 1, "{text}");
        }
        let core = "crates/client/src/a.rs";
        for text in [
            "Error::runtime(\n    \"a_b\", &[])",
            "if x {\n    (\"a_b\", b\"\")",
            "view.state.web = \"a_b\";",
        ] {
            assert_eq!(found(NONE, core, text).len(), 1, "{text}");
        }
        assert_eq!(
            found(NONE, core, "\n\"x\"; Error::runtime(\"a_b\")\n#[cfg(test)]\nError::runtime(\"c_d\")"),
            ["crates/client/src/a.rs:2 the code `a_b` is not in the README of the package"]
        );
    }

    #[test]
    fn a_code_that_nothing_gives_is_found() {
        let readme =
            format!("| `x_y` | of another table |\n\n{NONE}| `a_b`, `c_d` | try `again_later` |\n\n`e_f`");
        let text = "throw { code: 'a_b' }";
        assert_eq!(
            found(&readme, "packages/chrome-extension/src/a.ts", text),
            ["packages/chrome-extension/README.md:5 nothing gives the code `c_d`"]
        );
    }

    #[test]
    fn words_elsewhere_are_no_codes() {
        assert!(found(NONE, "crates/client/src/a.rs", "message.number_of(\"retry_after\")").is_empty());
        assert!(
            found(NONE, "packages/chrome-extension/src/a.ts", "type A = { code: 'A b' | string }").is_empty()
        );
    }
}
