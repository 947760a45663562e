//! Short schedules on file, for what runs the core in another form: the npm package replays them in both of
//! its builds. A line is one machine's life: an array of `[message, effects]`.
//!
//! To write the file anew: `RECORD_TRACES=1 cargo test -p nightdesk-client --test schedules traces`.

use std::fs;
use std::path::Path;

use crate::schedule;

const FILE: &str = "../../packages/chrome-extension/test/fixtures/traces.jsonl";

#[test]
fn the_traces_on_file_are_in_step_with_the_core() {
    let mut lines = machines(60, 85, |line| line.contains("/tokens?"), 5_500);
    lines += &machines(50, 110, |line| line.contains(r#""do":"put""#), 2_700);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if option_env!("RECORD_TRACES").is_some() {
        fs::create_dir_all(file.parent().expect("a file in a folder")).expect("a folder to write to");
        fs::write(&file, &lines).expect("a file to write");
    }
    let on_file = fs::read_to_string(&file).unwrap_or_default();
    assert!(on_file == lines, "record the traces anew, see the top of traces.rs");
}

/// The first machines that have something to tell and do it briefly; longer lives repeat what shorter ones show.
fn machines(steps: usize, count: usize, telling: impl Fn(&str) -> bool, longest: usize) -> String {
    // Behind the seeds of the long schedules.
    let machines = (1_000_000..).flat_map(|seed| schedule::trace(seed, steps));
    let lines = machines.map(|machine| serde_json::to_string(&machine).expect("JSON"));
    let chosen = lines.filter(|line| line.len() < longest && telling(line)).take(count);
    chosen.map(|line| line + "\n").collect()
}
