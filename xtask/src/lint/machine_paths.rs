//! Paths that exist on one machine only.

use super::{Finding, Source};

const REMEDY: &str = "write it relative to the workspace, or as <folder>";

/// Beginnings of such paths. In pieces, so that this file is not its own finding.
const BEGINNINGS: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Use", "rs/"),
    concat!("C:\\Use", "rs"),
];

/// Finds them in every file that people wrote.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let written = sources.iter().filter(|source| !source.is_vendored());
    written
        .flat_map(|source| {
            source.lines().filter_map(|(line, text)| {
                let beginning = BEGINNINGS.iter().find(|beginning| begins_a_path(text, beginning))?;
                let what = format!("a path below `{beginning}` exists on one machine only");
                Some(Finding { file: source.path.clone(), line, what, remedy: REMEDY })
            })
        })
        .collect()
}

/// Whether it stands where a path begins, not inside a longer path or URL.
fn begins_a_path(text: &str, beginning: &str) -> bool {
    text.match_indices(beginning).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let follows = text[at + beginning.len()..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || "_-./}*".contains(c))
            && follows.is_some_and(|c| c.is_alphanumeric() || c == '\\')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        check(&[Source::planted("docs/start.md", text)]).len()
    }

    #[test]
    fn a_home_or_workspace_folder_is_found() {
        assert_eq!(found(concat!("open `/ho", "me/ann/nightdesk`")), 1);
        assert_eq!(found(concat!("cd /wo", "rk/main")), 1);
        assert_eq!(found(concat!("C:\\Use", "rs\\ann")), 1);
    }

    #[test]
    fn parts_of_urls_and_relative_paths_are_not_found() {
        assert_eq!(found(concat!("https://example.com/ho", "me/page")), 0);
        assert_eq!(found(concat!("examples/wo", "rk/a")), 0);
    }
}
