//! What test runners print, read as they print it.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::tally::Tally;
use crate::{run, test};

/// A runner's report, line by line.
pub trait Report: Default {
    /// Takes the next line.
    fn read(&mut self, line: &str);

    /// What was counted, once all is read.
    fn tally(self) -> Tally;
}

/// Runs a program that prints such a report, and shows it.
///
/// # Errors
/// When it cannot be started or prints no UTF-8.
pub fn of<R: Report>(command: &mut Command) -> Result<Tally> {
    let mut report = R::default();
    let ended_well = run::lines(command, test::PATIENCE, |line| {
        println!("{line}");
        report.read(line);
    })?;
    let mut tally = report.tally();
    // A runner that dies before its totals must not look like a run in which nothing failed.
    if tally == Tally::default() || (!ended_well && tally.failed == 0) {
        tally += Tally::of(false, "the runner itself, see above");
    }
    Ok(tally)
}

/// A failure on its way to being told.
#[derive(Default)]
struct Failures {
    tally: Tally,
    last: Option<String>,
}

impl Failures {
    fn begin(&mut self, name: &str) {
        self.end();
        self.last = Some(name.to_owned());
    }

    fn go_on(&mut self, line: &str) {
        if let Some(last) = &mut self.last {
            last.push('\n');
            last.push_str(line);
        }
    }

    fn end(&mut self) {
        if let Some(failure) = self.last.take() {
            self.tally.tell(&failure);
        }
    }
}

/// The report of Rust's own tests.
#[derive(Default)]
pub struct Rust(Failures);

impl Report for Rust {
    fn read(&mut self, line: &str) {
        self.0.tally += rust_totals(line);
        if let Some(name) = line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----")) {
            self.0.begin(name);
        } else if line == "failures:" {
            self.0.end();
        } else if !line.is_empty() {
            self.0.go_on(line);
        }
    }

    fn tally(mut self) -> Tally {
        self.0.end();
        self.0.tally
    }
}

/// Reads `test result: ok. 12 passed; 0 failed; ...`.
fn rust_totals(line: &str) -> Tally {
    let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
        return Tally::default();
    };
    let count = |what: &str| {
        let part = counts.split("; ").find_map(|part| part.strip_suffix(what));
        part.and_then(|n| n.trim().parse().ok()).unwrap_or(0)
    };
    Tally::new(count("passed"), count("failed"))
}

/// The report of node's test runner.
#[derive(Default)]
pub struct Tap(Failures);

impl Report for Tap {
    fn read(&mut self, line: &str) {
        self.0.tally += tap_totals(line);
        let line = line.trim_start();
        if let Some(test) = line.strip_prefix("not ok ") {
            self.0.begin(test);
        } else if line == "..." || line.starts_with("ok ") {
            self.0.end();
        } else {
            self.0.go_on(line);
        }
    }

    fn tally(mut self) -> Tally {
        self.0.end();
        self.0.tally
    }
}

/// Reads the closing lines of node's test runner, `# pass 3` and `# fail 0`.
fn tap_totals(line: &str) -> Tally {
    let count = |prefix: &str| line.strip_prefix(prefix).and_then(|n| n.trim().parse().ok()).unwrap_or(0);
    Tally::new(count("# pass "), count("# fail ") + count("# cancelled "))
}

/// Reads the file that vitest writes at its end.
///
/// # Errors
/// When it is no JSON.
pub fn vitest(json: &str) -> Result<Tally> {
    let report: Value = serde_json::from_str(json).context("vitest wrote a report that is no JSON")?;
    let count = |key: &str| report[key].as_u64().unwrap_or(0);
    let mut tally = Tally::new(count("numPassedTests"), count("numFailedTests"));
    for file in items(&report["testResults"]).filter(|file| file["status"] == "failed") {
        let name = file["name"].as_str().unwrap_or_default();
        let failed = |test: &&Value| test["status"] == "failed";
        if !items(&file["assertionResults"]).any(|test| failed(&test)) {
            let message = file["message"].as_str().unwrap_or_default();
            tally.tell(&format!("{name}: outside of its tests, see above\n{message}"));
        }
        for test in items(&file["assertionResults"]).filter(failed) {
            let said = items(&test["failureMessages"]).filter_map(Value::as_str);
            let title = test["fullName"].as_str().unwrap_or_default();
            tally.tell(&format!("{name}: {title}\n{}", said.collect::<Vec<_>>().join("\n")));
        }
    }
    Ok(tally)
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<R: Report>(text: &str) -> Tally {
        let mut report = R::default();
        text.lines().for_each(|line| report.read(line));
        report.tally()
    }

    fn told(passed: u64, failed: u64, failures: &[&str]) -> Tally {
        let mut tally = Tally::new(passed, failed);
        failures.iter().for_each(|failure| tally.tell(failure));
        tally
    }

    #[test]
    fn rust_totals_are_read_from_the_result_line() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(read::<Rust>(line), Tally::new(12, 3));
        assert_eq!(read::<Rust>("test a_500_never_signs_out ... ok"), Tally::default());
    }

    #[test]
    fn what_failed_in_rust_is_told_with_what_it_said() {
        let text = "\
test one ... FAILED
test two ... FAILED

failures:

---- one stdout ----

thread 'one' panicked at src/lib.rs:1:2:
left is right

---- two stdout ----
gone

failures:
    one
    two

test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
        let one = "one\nthread 'one' panicked at src/lib.rs:1:2:\nleft is right";
        assert_eq!(read::<Rust>(text), told(5, 2, &[one, "two\ngone"]));
    }

    #[test]
    fn totals_of_node_are_read_from_its_closing_lines() {
        assert_eq!(read::<Tap>("# pass 3"), Tally::new(3, 0));
        assert_eq!(read::<Tap>("# fail 2"), Tally::new(0, 2));
        assert_eq!(read::<Tap>("ok 1 - # pass 3"), Tally::default());
    }

    #[test]
    fn what_failed_in_node_is_told_with_what_it_said() {
        let text = "\
ok 1 - one
  ---
  duration_ms: 1
  ...
not ok 2 - two
  ---
  error: 'gone'
  ...
# pass 1
# fail 1
";
        assert_eq!(read::<Tap>(text), told(1, 1, &["2 - two\n---\nerror: 'gone'"]));
    }

    #[test]
    fn vitest_is_read_from_the_file_it_writes() {
        let json = r#"{"numTotalTests": 5, "numPassedTests": 4, "numFailedTests": 1, "testResults": [
            {"name": "a.test.ts", "status": "failed", "message": "", "assertionResults": [
                {"status": "passed", "fullName": "holds", "failureMessages": []},
                {"status": "failed", "fullName": "breaks", "failureMessages": ["expected 1 to be 2"]}
            ]},
            {"name": "b.test.ts", "status": "failed", "message": "does not load", "assertionResults": []},
            {"name": "c.test.ts", "status": "passed", "message": "", "assertionResults": []}
        ]}"#;
        let failures = [
            "a.test.ts: breaks\nexpected 1 to be 2",
            "b.test.ts: outside of its tests, see above\ndoes not load",
        ];
        assert_eq!(vitest(json).unwrap(), told(4, 1, &failures));
    }
}
