//! Which processor does what. A server that is measured has the first to itself, since callers that wake up on it would
//! be counted as its own time; callers and PostgreSQL share the others.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::thread::available_parallelism;

use anyhow::{Context as _, Result, ensure};

const TOOL: &str = "taskset";

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
            let mut taskset = Command::new(TOOL);
            taskset.args(["--all-tasks", "--cpu-list", "--pid", &others, &std::process::id().to_string()]);
            let status =
                taskset.stdout(Stdio::null()).status().context("taskset: apt-get install util-linux")?;
            ensure!(status.success(), "taskset failed");
        }
        Ok(Machine { count })
    }

    /// A command that runs `program` there.
    pub fn command(&self, program: impl AsRef<OsStr>, cores: Cores) -> Command {
        let list = match cores {
            Cores::First => "0".to_owned(),
            Cores::All => format!("0-{}", self.count - 1),
        };
        let mut command = Command::new(TOOL);
        command.args(["--cpu-list", &list]).arg(program);
        command
    }
}
