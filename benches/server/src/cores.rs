//! Which processor does what. A server that is measured has the first to itself, since callers that wake up on it would
//! be counted as its own time; signatures alone are measured there too. Callers and PostgreSQL share the others.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::thread::available_parallelism;

use anyhow::{Context as _, Result, ensure};

use crate::cpu;

const TOOL: &str = "taskset";
const FIRST: &str = "0";

/// Where a program runs.
#[derive(Clone, Copy)]
pub enum Cores {
    First,
    All,
}

/// All processors of the machine, before this process gives one up.
pub struct Machine {
    count: usize,
}

impl Machine {
    /// Moves this process, and whatever it starts without saying where, off the first processor.
    ///
    /// # Errors
    /// Without `taskset`.
    pub fn share() -> Result<Machine> {
        let count = available_parallelism()?.get();
        if count > 1 {
            let others = format!("1-{}", count - 1);
            taskset(&["--all-tasks", "--cpu-list", "--pid", &others, &std::process::id().to_string()])?;
        }
        Ok(Machine { count })
    }

    /// A command that runs `program` there.
    pub fn command(&self, program: impl AsRef<OsStr>, cores: Cores) -> Command {
        let list = match cores {
            Cores::First => FIRST.to_owned(),
            Cores::All => format!("0-{}", self.count - 1),
        };
        let mut command = Command::new(TOOL);
        command.args(["--cpu-list", &list]).arg(program);
        command
    }
}

/// Moves this thread to the first processor.
///
/// # Errors
/// Without `taskset`.
pub fn move_to_first() -> Result<()> {
    taskset(&["--cpu-list", "--pid", FIRST, &cpu::id_of_this_thread()?])
}

fn taskset(arguments: &[&str]) -> Result<()> {
    let status = Command::new(TOOL).args(arguments).stdout(Stdio::null()).status();
    ensure!(status.context("taskset: apt-get install util-linux")?.success(), "taskset failed");
    Ok(())
}
