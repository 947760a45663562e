//! Links between documents that lead nowhere.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use super::{Finding, Source};
use crate::workspace;

const REMEDY: &str = "link to a file or heading that exists";

/// Finds relative links whose file or heading is not there.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let documents: Vec<_> = sources.iter().filter(|s| s.is(&["md"]) && !s.is_vendored()).collect();
    let known: HashSet<&str> = sources.iter().map(|source| source.path.as_str()).collect();
    let mut findings = Vec::new();
    for document in &documents {
        for (line, text) in prose(document) {
            for link in links(text).filter(|link| !is_external(link)) {
                if !leads_somewhere(document, link, &documents, &known) {
                    let what = format!("the link `{link}` leads nowhere");
                    findings.push(Finding { file: document.path.clone(), line, what, remedy: REMEDY });
                }
            }
        }
    }
    findings
}

/// Lines outside of code blocks, with their numbers.
pub(super) fn prose(document: &Source) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    document.lines().filter(move |(_, text)| {
        if text.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        !in_code
    })
}

/// Targets of `[text](target)`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("](").filter_map(move |(at, mark)| {
        let rest = &text[at + mark.len()..];
        let target = rest.get(..rest.find(')')?)?;
        target.split_whitespace().next()
    })
}

fn is_external(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:")
}

fn leads_somewhere(from: &Source, link: &str, documents: &[&Source], known: &HashSet<&str>) -> bool {
    let (file, heading) = link.split_once('#').map_or((link, None), |(file, heading)| (file, Some(heading)));
    let path = if file.is_empty() { from.path.clone() } else { resolve(&from.path, file) };
    let exists = known.contains(path.as_str()) || known.iter().any(|k| k.starts_with(&format!("{path}/")));
    if !exists {
        // A generated file, or a folder of ignored ones, is there when it is built.
        return workspace::at(&path).exists() && !path.is_empty();
    }
    let target = documents.iter().find(|document| document.path == path);
    match (heading, target) {
        (Some(heading), Some(target)) => {
            prose(target).filter_map(|(_, text)| anchor(text)).any(|a| a == heading)
        }
        _ => true,
    }
}

/// The path that a link of the file `from` leads to, from the workspace's root.
pub(super) fn resolve(from: &str, link: &str) -> String {
    let mut path = PathBuf::from(from);
    path.pop();
    for part in Path::new(link.trim_end_matches('/')).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path.to_string_lossy().into_owned()
}

/// The anchor that a heading gets: lower case, words joined by hyphens, punctuation dropped.
fn anchor(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let kept = heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .collect::<String>();
    Some(kept.replace(' ', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(readme: &str) -> usize {
        let guide = Source::planted("docs/guide.md", "# The guide\n## How it works, briefly\n");
        check(&[Source::planted("README.md", readme), guide]).len()
    }

    #[test]
    fn links_to_missing_files_and_headings_are_found() {
        assert_eq!(found("see [it](docs/missing.md)"), 1);
        assert_eq!(found("see [it](docs/guide.md#nothing)"), 1);
    }

    #[test]
    fn links_that_lead_somewhere_are_fine() {
        assert_eq!(
            found(
                "see [it](docs/guide.md#how-it-works-briefly), [that](docs/) and [web](https://example.com)"
            ),
            0
        );
        assert_eq!(found("```\n[not a link](nowhere.md)\n```"), 0);
    }
}
