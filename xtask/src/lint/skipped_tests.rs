//! Tests that do not run.

use super::{Finding, Source};

const REMEDY: &str = "make it pass, or delete it; a test that does not run says nothing";

/// Finds ignored, skipped and singled-out tests.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| !source.is_vendored()) {
        let marks: &[&str] = if source.is(&["rs"]) {
            &[concat!("#[ign", "ore")]
        } else if source.is(&["ts", "tsx", "js", "mjs"]) {
            &["it.skip", "test.skip", "describe.skip", ".only(", "it.todo", "test.todo", "xit(", "xdescribe("]
        } else {
            continue;
        };
        for (line, text) in source.lines() {
            let code = text.trim_start();
            if let Some(mark) = marks.iter().find(|mark| code.starts_with(**mark) || is_modifier(code, mark))
            {
                let what = format!("`{mark}` keeps tests from running");
                findings.push(Finding { file: source.path.clone(), line, what, remedy: REMEDY });
            }
        }
    }
    findings
}

/// `it.only(` and its like begin with the mark's receiver.
fn is_modifier(code: &str, mark: &str) -> bool {
    mark.starts_with('.')
        && ["it", "test", "describe"].iter().any(|word| code.starts_with(&format!("{word}{mark}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_that_do_not_run_are_found() {
        let rust = Source::planted("crates/auth/src/lib.rs", concat!("    #[ign", "ore]\n"));
        let typescript = Source::planted("e2e/test/a.test.ts", "  it.only('works', () => {});\n");
        let skipped = Source::planted("e2e/test/b.test.ts", "describe.skip('works', () => {});\n");
        assert_eq!(check(&[rust, typescript, skipped]).len(), 3);
    }

    #[test]
    fn skipping_items_of_an_iterator_is_fine() {
        let rust = Source::planted("crates/auth/src/lib.rs", "items.skip(1)\n");
        assert_eq!(check(&[rust]).len(), 0);
    }
}
