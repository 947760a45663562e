//! The public suffix list (<https://publicsuffix.org/list/>): what everybody can get a host right below.
//!
//! It is one text that is searched. As code, which is how the crate that it comes from has it, it is ten times as long.

/// The rules, one a line, sorted by their bytes; those with other letters than a to z once as they are written and once as
/// they are sent. `cargo xtask suffixes` writes them.
const RULES: &[u8] = include_bytes!("suffixes.txt");

/// The public suffix of a host, which is in lower case and does not end in a dot: by the rule with most labels, if none
/// of them is an exception, and the last label if there is no rule.
pub(super) fn of(host: &str) -> &str {
    let mut rest = host;
    while let Some((_, parent)) = rest.split_once('.') {
        if is_rule("!", rest) {
            return parent;
        }
        if is_rule("", rest) || is_rule("*.", parent) {
            return rest;
        }
        rest = parent;
    }
    rest
}

fn is_rule(mark: &str, labels: &str) -> bool {
    // Both are where a line begins.
    let (mut low, mut high) = (0, RULES.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = RULES[..middle].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let line = RULES[start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
        match line.iter().copied().cmp(mark.bytes().chain(labels.bytes())) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn rules() -> impl Iterator<Item = &'static str> {
        std::str::from_utf8(RULES).unwrap().lines()
    }

    #[test]
    fn a_rule_is_found_and_what_is_like_one_is_not() {
        let all: HashSet<_> = rules().collect();
        assert!(rules().is_sorted());
        assert!(all.len() > 10_000);
        for rule in rules() {
            assert!(is_rule("", rule), "{rule}");
            let mut shorter = rule.to_owned();
            shorter.pop();
            for other in [format!("{rule}-"), format!("-{rule}"), shorter] {
                assert_eq!(is_rule("", &other), all.contains(&*other), "{other}");
            }
        }
    }

    #[test]
    fn wildcards_and_exceptions_are_followed() {
        for (host, suffix) in [
            ("ck", "ck"),
            ("any.ck", "any.ck"),
            ("shop.any.ck", "any.ck"),
            ("www.ck", "ck"),
            ("shop.www.ck", "ck"),
            ("city.kawasaki.jp", "kawasaki.jp"),
            ("any.kawasaki.jp", "any.kawasaki.jp"),
            ("kawasaki.jp", "jp"),
            ("shop.公司.cn", "公司.cn"),
            ("shop.xn--55qx5d.cn", "xn--55qx5d.cn"),
            ("shop.nobody-knows-this", "nobody-knows-this"),
            ("", ""),
        ] {
            assert_eq!(of(host), suffix, "{host}");
        }
    }

    /// The crate that the rules come from has them as code, made of them by others. It forgets a wildcard for those labels
    /// below which other rules go on.
    #[test]
    fn every_rule_means_what_its_source_makes_of_it() {
        let parent = |labels: &'static str| labels.split_once('.').map(|(_, parent)| parent);
        let above: HashSet<_> =
            rules().flat_map(|rule| std::iter::successors(parent(rule), |labels| parent(labels))).collect();
        let forgets = |host: &str| {
            above.contains(host) && host.split_once('.').is_some_and(|(_, parent)| is_rule("*.", parent))
        };
        for rule in rules() {
            let rule = rule.trim_start_matches('!').replace('*', "any");
            let parent = rule.split_once('.').map_or("", |(_, parent)| parent);
            for host in [
                rule.clone(),
                format!("a.{rule}"),
                format!("b.a.{rule}"),
                format!("{rule}.com"),
                parent.to_owned(),
                format!("other.{parent}"),
            ] {
                let host = host.trim_end_matches('.');
                if forgets(host) {
                    assert_eq!(of(host), host);
                    continue;
                }
                assert_eq!(
                    Some(of(host)).filter(|suffix| !suffix.is_empty()),
                    psl::suffix_str(host),
                    "{host}"
                );
                assert_eq!(super::super::of(host).as_deref(), psl::domain_str(host), "{host}");
            }
        }
    }
}
