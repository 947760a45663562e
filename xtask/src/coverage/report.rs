//! The totals, and the document that keeps them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::operations::Operation;

const MARK: &str = "```proofs\n";

/// What is to be told.
pub struct Report<'a> {
    pub operations: &'a [Operation],
    /// Those that do not answer 501.
    pub built: &'a BTreeSet<String>,
    /// What counts, with its proof.
    pub proofs: &'a BTreeMap<String, String>,
}

impl Report<'_> {
    /// `tier 0, fapi: 20 of 20 operations conformant`, a line for each.
    pub fn totals(&self) -> String {
        let mut text = String::new();
        for (tier, api, of) in self.groups() {
            let count = of.iter().filter(|operation| self.proofs.contains_key(&operation.name)).count();
            let _ = writeln!(text, "tier {tier}, {api}: {count} of {} operations conformant", of.len());
        }
        let early: Vec<_> = self.operations.iter().filter(|operation| operation.tier <= 1).collect();
        let count = early.iter().filter(|operation| self.proofs.contains_key(&operation.name)).count();
        let _ = writeln!(text, "tiers 0 and 1: {count} of {} operations conformant", early.len());
        let all = self.proofs.len();
        let _ = writeln!(text, "all tiers: {all} of {} operations conformant", self.operations.len());
        text
    }

    /// What does not count, and why.
    pub fn missing(&self) -> String {
        let mut text = String::new();
        for (tier, api, of) in self.groups() {
            let missing: Vec<_> =
                of.into_iter().filter(|operation| !self.proofs.contains_key(&operation.name)).collect();
            if missing.is_empty() {
                continue;
            }
            let _ = writeln!(text, "\nTier {tier}, {api}:\n");
            for operation in missing {
                let why = if self.built.contains(&operation.name) { "not proven" } else { "not built" };
                let (_, path) = operation.name.split_once(' ').unwrap_or_default();
                let _ = writeln!(text, "- `{path}`: {why}");
            }
        }
        text
    }

    /// `docs/coverage.md`.
    pub fn document(&self) -> String {
        let mut text = String::from(
            "# Coverage\n\n\
            Written by `cargo xtask coverage`; `cargo xtask test` fails when something that is counted here counts no more.\n\n\
            An operation counts when a test gets a documented success from it, its body fits the schema in `spec/`, and the\n\
            test fails once that body is replaced by another one that fits as well (a redirect by one to elsewhere, a change\n\
            without a body by none). The replacing is done by `crates/testkit/src/app/proof.rs`.\n\n",
        );
        for line in self.totals().lines() {
            let _ = writeln!(text, "- {line}");
        }
        text.push_str(
            "\n## Not conformant\n\n\
            *Not built* is answered with 501. *Not proven* is there, but no test would notice other answers.\n",
        );
        text.push_str(&self.missing());
        let _ = write!(text, "\n## Conformant\n\nEach operation with the test that proves it.\n\n{MARK}");
        for (operation, test) in self.proofs {
            let _ = writeln!(text, "{operation} <- {test}");
        }
        text.push_str("```\n");
        text
    }

    fn groups(&self) -> Vec<(u64, &str, Vec<&Operation>)> {
        let mut groups: BTreeMap<(u64, &str), Vec<&Operation>> = BTreeMap::new();
        for operation in self.operations {
            groups.entry((operation.tier, &operation.api)).or_default().push(operation);
        }
        groups.into_iter().map(|((tier, api), of)| (tier, api, of)).collect()
    }
}

/// Reads the proofs of a document.
pub fn proofs_in(document: &str) -> BTreeMap<String, String> {
    let block = document.split_once(MARK).and_then(|(_, rest)| rest.split("```").next()).unwrap_or("");
    let proofs = block.lines().filter_map(|line| line.split_once(" <- "));
    proofs.map(|(operation, test)| (operation.to_owned(), test.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(name: &str, tier: u64) -> Operation {
        let api = name.split(' ').next().unwrap_or_default().to_owned();
        Operation { name: name.to_owned(), api, tier }
    }

    #[test]
    fn what_is_counted_is_read_back_and_the_rest_is_told_with_its_reason() {
        let operations =
            [operation("fapi GET /a", 0), operation("fapi GET /b", 0), operation("bapi GET /c", 2)];
        let built = BTreeSet::from(["fapi GET /a".to_owned(), "fapi GET /b".to_owned()]);
        let proofs = BTreeMap::from([("fapi GET /a".to_owned(), "fapi::a::works".to_owned())]);
        let report = Report { operations: &operations, built: &built, proofs: &proofs };
        let document = report.document();
        assert_eq!(proofs_in(&document), proofs);
        assert!(document.contains("- tier 0, fapi: 1 of 2 operations conformant"));
        assert!(document.contains("- `GET /b`: not proven") && document.contains("- `GET /c`: not built"));
    }
}
