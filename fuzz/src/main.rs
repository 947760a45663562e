//! The fuzzers. libFuzzer has `main`, and calls the target that [`TARGET`] names with inputs of its own making.
//!
//! A target decodes its input as the server or the client does, and panics when what must always hold does not. One
//! program has all of them: it takes long to link.
#![no_main]

mod instance;
mod request;
mod server;
mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

/// The environment variable that names the target.
const TARGET: &str = "NIGHTDESK_FUZZ_TARGET";

static CHOSEN: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    #[expect(clippy::disallowed_methods, reason = "libFuzzer keeps the command line to itself")]
    let name = std::env::var(TARGET).unwrap_or_else(|_| panic!("{TARGET} names no target"));
    targets::find(&name).unwrap_or_else(|| panic!("there is no target {name} in fuzz/src/targets"))
});

fuzz_target!(|input: &[u8]| CHOSEN(input));
