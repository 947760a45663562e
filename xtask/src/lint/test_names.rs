//! Tests that documents name and that are not there.

use super::doc_links::{prose, resolve};
use super::{Finding, Source};

const REMEDY: &str = "name a test that is in the file";

/// Finds links like ``[`a_500_never_signs_out`](tests/mint.rs)`` to a file without a test of that name.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for document in sources.iter().filter(|source| source.is(&["md"]) && !source.is_vendored()) {
        for (line, text) in prose(document) {
            for (name, file) in named(text) {
                let path = resolve(&document.path, file);
                let source = sources.iter().find(|source| source.path == path);
                if !source.is_some_and(|source| has_test(source, name)) {
                    let what = format!("there is no test `{name}` in {path}");
                    findings.push(Finding { file: document.path.clone(), line, what, remedy: REMEDY });
                }
            }
        }
    }
    findings
}

/// Names of tests with the files that they link to. A link to a test file by its path names no test.
fn named(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices("`](").filter_map(|(at, mark)| {
        let name = text[..at].rsplit('`').next()?;
        let file = text[at + mark.len()..].split(')').next()?;
        let is_test = file.ends_with(".test.ts") || file.ends_with(".rs");
        (is_test && !name.ends_with(".ts") && !name.ends_with(".rs")).then_some((name, file))
    })
}

fn has_test(source: &Source, name: &str) -> bool {
    if source.is(&["rs"]) {
        return source.text.contains(&format!("fn {name}("));
    }
    let written = ['\'', '"', '`'].map(|quote| {
        let name = name.replace(quote, &format!("\\{quote}"));
        format!("{quote}{name}{quote}")
    });
    written.iter().any(|literal| source.text.contains(literal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(link: &str) -> usize {
        let rust = Source::planted("crates/a/tests/mint.rs", "#[test]\nfn a_500_never_signs_out() {}\n");
        let typescript =
            Source::planted("e2e/test/live.test.ts", "it('shows the user\\'s name', () => {});\n");
        check(&[Source::planted("docs/guide.md", link), rust, typescript]).len()
    }

    #[test]
    fn names_of_tests_that_are_not_there_are_found() {
        assert_eq!(found("[`a_404_never_signs_out`](../crates/a/tests/mint.rs)"), 1);
        assert_eq!(found("[`shows the user`](../e2e/test/live.test.ts)"), 1);
        assert_eq!(found("[`shows the user's name`](../e2e/test/gone.test.ts)"), 1);
    }

    #[test]
    fn names_of_tests_that_are_there_and_paths_are_fine() {
        assert_eq!(found("[`a_500_never_signs_out`](../crates/a/tests/mint.rs)"), 0);
        assert_eq!(found("[`shows the user's name`](../e2e/test/live.test.ts)"), 0);
        assert_eq!(
            found("[`tests/mint.rs`](../crates/a/tests/mint.rs) and [mint](../crates/a/tests/mint.rs)"),
            0
        );
    }
}
