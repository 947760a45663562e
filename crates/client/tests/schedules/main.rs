//! Popup, panel, worker and tabs over one storage, on schedules that nobody would write by hand.
//!
//! A seed tells a whole schedule. To see one again: `SCHEDULE_SEED=17 cargo test -p nightdesk-client --test
//! schedules`.

mod browser;
mod faults;
mod head_start;
mod invariants;
mod rng;
mod schedule;
mod server;
mod tokens;
mod traces;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

const SCHEDULES: u64 = 10_000;
const STEPS: usize = 100;

#[test]
fn every_schedule_keeps_the_promises() {
    let seeds = match option_env!("SCHEDULE_SEED").and_then(|seed| seed.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None => 0..SCHEDULES,
    };
    for seed in seeds {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| schedule::run(seed, STEPS))) {
            eprintln!("the schedule of seed {seed} broke a promise");
            resume_unwind(panic);
        }
    }
}
