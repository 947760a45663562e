//! Looking for a test that notices when an operation's answers are spoilt.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};

use super::Evidence;
use crate::run;

/// Read by `crates/testkit/src/app/proof.rs`.
const SPOIL: &str = "NIGHTDESK_COVERAGE_SPOIL";
/// Tests tried for one operation before it is given up.
const MAX_TRIES: usize = 20;

/// A test that called an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidate {
    program: PathBuf,
    /// As the report has it: `bapi::users::create::every_field_comes_back`.
    test: String,
    /// Which of its calls were answered with success.
    calls: Vec<usize>,
}

/// Finds a proof for as many of `wanted` as have one: the test that `before` names, or else another.
pub fn find(
    evidence: &Evidence,
    wanted: &[String],
    before: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let candidates = candidates(evidence);
    let (queue, proofs) = (Mutex::new(wanted.iter()), Mutex::new(BTreeMap::new()));
    let work = || {
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(operation) = next else { return };
            let tests = candidates.get(operation.as_str()).map(Vec::as_slice).unwrap_or_default();
            let ranked = ranked(operation, tests, before.get(operation).map(String::as_str));
            let proof = ranked.into_iter().take(MAX_TRIES).find(|test| notices(test, operation));
            if let Some(proof) = proof {
                let mut proofs = proofs.lock().unwrap_or_else(PoisonError::into_inner);
                proofs.insert(operation.clone(), proof.test.clone());
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    proofs.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn candidates(evidence: &Evidence) -> HashMap<&str, Vec<Candidate>> {
    let mut found: HashMap<&str, Vec<Candidate>> = HashMap::new();
    for call in &evidence.0 {
        let tests = found.entry(&call.operation).or_default();
        match tests.iter_mut().find(|known| known.program == call.program && known.test == call.test) {
            Some(known) => known.calls.push(call.index),
            None => tests.push(Candidate {
                program: call.program.clone(),
                test: call.test.clone(),
                calls: vec![call.index],
            }),
        }
    }
    found
}

/// The likeliest proof first: the one of before, then tests whose names share words with the path.
fn ranked<'a>(operation: &str, tests: &'a [Candidate], before: Option<&str>) -> Vec<&'a Candidate> {
    let words: Vec<_> = operation.split(['/', ' ', '_', '{', '}']).filter(|word| word.len() > 2).collect();
    let shared =
        |test: &Candidate| words.iter().filter(|word| test.test.contains(word.trim_end_matches('s'))).count();
    // What runs on both databases is tried on the one that needs no server.
    let mut ranked: Vec<_> = tests.iter().filter(|test| !test.test.ends_with("::postgres")).collect();
    ranked.sort_by_key(|test| {
        let is_sweep = test.test.starts_with("bad_input::") || test.test.starts_with("bapi::shapes::");
        (before != Some(&test.test), is_sweep, std::cmp::Reverse(shared(test)), &test.test)
    });
    ranked
}

/// Whether a test fails when it gets spoilt answers. It passed with the right ones.
fn notices(candidate: &Candidate, operation: &str) -> bool {
    let calls: Vec<_> = candidate.calls.iter().map(usize::to_string).collect();
    let mut command = run::command(&candidate.program);
    command
        .args([&candidate.test, "--exact"])
        .env(SPOIL, format!("{operation}#{}", calls.join(",")))
        // Only the server's tests leave evidence, and they look for files from their own folder.
        .current_dir(crate::workspace::at("crates/server"))
        .env("INSTA_UPDATE", "no");
    let output = command.stdin(Stdio::null()).output();
    output.is_ok_and(|output| {
        // A program that does not even get to its tests proves nothing.
        String::from_utf8_lossy(&output.stdout).contains("test result: FAILED. 0 passed; 1 failed")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::evidence::Call;

    fn call(test: &str, index: usize) -> Call {
        let operation = "bapi POST /v1/users/{user_id}/ban".to_owned();
        Call { program: PathBuf::from("/t/server-1a2b"), test: test.to_owned(), operation, index }
    }

    #[test]
    fn the_proof_of_before_comes_first_and_related_tests_follow() {
        let evidence = Evidence(vec![
            call("sessions::one", 0),
            call("users::ban::two", 1),
            call("sessions::one", 4),
            call("zoo::sqlite", 0),
            call("zoo::postgres", 0),
        ]);
        let operation = evidence.0[0].operation.clone();
        let candidates = candidates(&evidence);
        let tests = &candidates[operation.as_str()];
        assert_eq!(tests[0].calls, [0, 4]);
        let names = |before| -> Vec<_> {
            ranked(&operation, tests, before).into_iter().map(|test| test.test.as_str()).collect()
        };
        assert_eq!(names(None), ["users::ban::two", "sessions::one", "zoo::sqlite"]);
        assert_eq!(names(Some("zoo::sqlite"))[0], "zoo::sqlite");
    }
}
