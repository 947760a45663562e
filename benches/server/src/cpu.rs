//! CPU time, memory and the clock, as Linux tells them.
#![expect(clippy::disallowed_methods, reason = "measures real work")]

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// How long one of the kernel's clock ticks is; the same on every Linux since 2.6 that programs can see.
const TICK: Duration = Duration::from_millis(10);

/// Now, on a clock that never goes back.
pub fn instant() -> Instant {
    Instant::now()
}

/// The number by which the kernel knows this thread.
///
/// # Errors
/// Where it does not say so.
pub fn id_of_this_thread() -> Result<String> {
    let folder = fs::read_link("/proc/thread-self").context("only Linux tells a thread's number")?;
    let id = folder.file_name().and_then(|name| name.to_str());
    id.map(str::to_owned).context("/proc/thread-self names no thread")
}

/// What this thread has used so far.
///
/// # Errors
/// Where the kernel keeps no such statistics.
pub fn of_this_thread() -> Result<Duration> {
    let text =
        fs::read_to_string("/proc/thread-self/schedstat").context("only Linux tells a thread's CPU time")?;
    let nanos = text.split(' ').next().context("schedstat is empty")?;
    Ok(Duration::from_nanos(nanos.parse()?))
}

/// What a process has used so far, with all its threads, to 10 ms.
///
/// # Errors
/// If it is gone.
pub fn of_process(id: u32) -> Result<Duration> {
    let text = fs::read_to_string(format!("/proc/{id}/stat"))?;
    // The program's name, in brackets, may contain spaces.
    let (_, rest) = text.rsplit_once(')').context("stat has no name")?;
    let mut fields = rest.split_whitespace().skip(11);
    let mut ticks = || -> Result<u32> { Ok(fields.next().context("stat is short")?.parse()?) };
    Ok(TICK * (ticks()? + ticks()?))
}

/// Resident memory of a process, in MB of a million bytes.
///
/// # Errors
/// If it is gone.
pub fn resident_mb(id: u32) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib * 1024.0 / 1e6)
}
