//! Files that hold more than one thing.

use super::{Finding, Source};

const LIMIT: usize = 600;

/// Finds source files longer than the limit.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let code = |source: &&Source| {
        source.is(&["rs", "ts", "tsx", "js", "mjs", "css", "html", "sql"]) && !source.is_vendored()
    };
    sources
        .iter()
        .filter(code)
        .filter_map(|source| {
            let lines = source.text.lines().count();
            (lines > LIMIT).then(|| Finding {
                file: source.path.clone(),
                line: LIMIT + 1,
                what: format!("{lines} lines, {LIMIT} are the limit"),
                remedy: "split it where its description needs an \"and\"",
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found() {
        let long = Source::planted("crates/auth/src/lib.rs", &"//\n".repeat(LIMIT + 1));
        let fitting = Source::planted("crates/auth/src/lib.rs", &"//\n".repeat(LIMIT));
        assert_eq!(check(&[long]).len(), 1);
        assert_eq!(check(&[fitting]).len(), 0);
    }
}
