//! What our texts must not say.

use super::{Finding, Source};

/// Phrases, each with the reason. In pieces, so that this file is not its own finding.
const PHRASES: &[(&str, &str)] = &[
    (concat!("shared", "/design.md"), "the repository stands alone; refer to ARCHITECTURE.md"),
    (concat!("shared", "/protocol.md"), "the repository stands alone; refer to docs/protocol.md"),
    (
        concat!("affiliated", " with clerk"),
        "say \"compatible with Clerk\" and \"not affiliated\" only as a denial",
    ),
    (concat!("endorsed", " by clerk"), "say \"compatible with Clerk\""),
    (concat!("official", " partner"), "say \"compatible with Clerk\""),
    (concat!("fix", "me"), "fix it, or write a sentence that says what is missing"),
];

/// Finds them in every file that people wrote.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let written = sources.iter().filter(|source| !source.is_vendored());
    written
        .flat_map(|source| {
            source.lines().filter_map(|(line, text)| {
                let text = text.to_lowercase();
                let (phrase, remedy) = PHRASES.iter().find(|(phrase, _)| says(&text, phrase))?;
                let what = format!("`{phrase}` is not for our texts");
                Some(Finding { file: source.path.clone(), line, what, remedy })
            })
        })
        .collect()
}

fn says(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| !text[..at].trim_end().ends_with("not"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_found_and_a_denial_is_not() {
        let claim = Source::planted("README.md", concat!("We are affiliated", " with Clerk."));
        let denial = Source::planted("README.md", concat!("Nightdesk is not affiliated", " with Clerk."));
        assert_eq!(check(&[claim]).len(), 1);
        assert_eq!(check(&[denial]).len(), 0);
    }
}
