//! What libFuzzer's log says of a run.

/// How a run went.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    target: String,
    pub executions: u64,
    per_second: u64,
    /// Edges between basic blocks that some input led over.
    edges: u64,
    /// Inputs that were kept, since each led somewhere new.
    kept: u64,
    pub finding: Option<Finding>,
}

/// An input for which something that must hold does not.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// What libFuzzer calls it, and what the target said.
    what: String,
    /// Where it lies.
    input: String,
}

impl Outcome {
    /// Reads a log.
    pub fn read(target: &str, log: &str) -> Self {
        let stat = |name: &str| {
            let line = log.lines().find_map(|line| line.strip_prefix(&format!("stat::{name}:")));
            line.and_then(|number| number.trim().parse().ok()).unwrap_or_default()
        };
        // `#1234 NEW    cov: 56 ft: 78 corp: 9/10Kb ...`; a run that ends early prints no such line last.
        let last = log.lines().rev().find(|line| line.starts_with('#') && line.contains(" cov: "));
        let after = |name: &str| {
            let rest = last.and_then(|line| line.split_once(name)).map_or("", |(_, rest)| rest);
            let digits = rest.split(|character: char| !character.is_ascii_digit()).next();
            digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
        };
        Self {
            target: target.to_owned(),
            executions: stat("number_of_executed_units"),
            per_second: stat("average_exec_per_sec"),
            edges: after(" cov: "),
            kept: after(" corp: "),
            finding: Finding::read(log),
        }
    }

    /// What was found, and how to see it again.
    pub fn report(&self) -> String {
        let Some(finding) = &self.finding else { return String::new() };
        let Self { target, .. } = self;
        let Finding { what, input } = finding;
        format!("\n{target}: {what}\n    again: cargo xtask fuzz {target} --input {input}\n")
    }
}

/// Between the thread that panicked and where it did.
const PANIC: &str = " panicked at ";

impl Finding {
    fn read(log: &str) -> Option<Self> {
        let input =
            log.lines().find_map(|line| line.split_once("Test unit written to ")).map(|(_, path)| path)?;
        let summary = log.lines().find_map(|line| line.strip_prefix("SUMMARY: libFuzzer: "));
        let mut lines = log.lines().skip_while(|line| !line.contains(PANIC));
        let place = lines.next().and_then(|line| line.split_once(PANIC)).map_or("", |(_, place)| place);
        let said = lines.next().unwrap_or_default();
        let what = format!("{} {place} {said}", summary.unwrap_or("ended"));
        Some(Self { what: what.trim().to_owned(), input: input.to_owned() })
    }
}

/// A row per target.
pub fn table(outcomes: &[Outcome]) -> String {
    let mut table = String::from(
        "\n| target | executions | per second | edges | inputs kept | findings |\n\
         | --- | --: | --: | --: | --: | --: |\n",
    );
    for outcome in outcomes {
        let Outcome { target, executions, per_second, edges, kept, finding } = outcome;
        let findings = u8::from(finding.is_some());
        table += &format!("| {target} | {executions} | {per_second} | {edges} | {kept} | {findings} |\n");
    }
    let executions: u64 = outcomes.iter().map(|outcome| outcome.executions).sum();
    let findings = outcomes.iter().filter(|outcome| outcome.finding.is_some()).count();
    table + &format!("\n{} targets, {executions} executions, {findings} findings\n", outcomes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: &str = "#2\tINITED cov: 15 ft: 16 corp: 1/1b exec/s: 0 rss: 40Mb\n\
        #900\tNEW    cov: 120 ft: 310 corp: 42/9Kb lim: 4096 exec/s: 300 rss: 50Mb L: 9/9 MS: 1 EraseBytes-\n\
        Done 901 runs in 3 second(s)\nstat::number_of_executed_units: 901\nstat::average_exec_per_sec:     300\n";

    #[test]
    fn a_quiet_run_has_figures_and_no_finding() {
        let outcome = Outcome::read("forms", QUIET);
        assert_eq!((outcome.executions, outcome.per_second), (901, 300));
        assert_eq!((outcome.edges, outcome.kept, &outcome.finding), (120, 42, &None));
        assert!(table(&[outcome]).contains("| forms | 901 | 300 | 120 | 42 | 0 |"));
    }

    #[test]
    fn a_finding_says_what_it_is_and_how_to_see_it_again() {
        let log = format!(
            "{QUIET}thread '<unnamed>' (7) panicked at src/targets/forms.rs:9:5:\nit broke\n\
             SUMMARY: libFuzzer: deadly signal\nartifact_prefix='x/'; Test unit written to x/crash-1\n"
        );
        let report = Outcome::read("forms", &log).report();
        assert!(report.contains("deadly signal src/targets/forms.rs:9:5: it broke"), "{report}");
        assert!(report.contains("cargo xtask fuzz forms --input x/crash-1"), "{report}");
    }
}
