//! The record of what a server does.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::{built, often};
use crate::{apt, binary, run, rustc, workspace};

/// Users in the databases of the server that is recorded.
const USERS: u32 = 20_000;

/// What the compiler is told.
pub struct Record {
    /// What ran, and how often.
    pub ran: PathBuf,
    /// The flag that has what ran often be built for speed, in a file: it is too long for a command line.
    pub often: PathBuf,
    /// What ran often.
    functions: Vec<String>,
}

impl Record {
    /// That the program is the one that was recorded. Of what ran often, half is part of its callers by now.
    ///
    /// # Errors
    /// If too few of the functions that ran often are in it: another one by the same name is built for size.
    pub fn fits(&self, program: &Path) -> Result<()> {
        let symbols = run::capture(run::command("nm").arg(program), "apt-get install binutils")?;
        let (ran, found) = (self.functions.len(), often::found(&self.functions, &symbols));
        let program = program.display();
        ensure!(
            found * 3 > ran,
            "the record does not fit {program}, which has {found} of the {ran} functions that ran often"
        );
        Ok(())
    }
}

/// The record of the sources as they are, made when there is none yet.
///
/// # Errors
/// When something does not build, or the load gets another answer than it should.
pub fn current() -> Result<Record> {
    let merger = merger()?;
    let folder = workspace::target().join("recorded");
    let runs = folder.join("runs");
    let flag = format!("-Cprofile-generate={}", runs.display());
    println!("building the program that is recorded");
    let program = binary::in_folder(&built(&folder, &[&flag], binary::PACKAGE)?);
    let ran = folder.join("ran.profdata");
    let is_current = modified(&ran).is_some_and(|made| modified(&program).is_some_and(|built| built < made));
    let remedy = "see its message above";
    if !is_current {
        load(&program, &runs)?;
        run::succeed(
            run::command(&merger).args(["merge", "--sparse", "--output"]).arg(&ran).arg(runs),
            remedy,
        )?;
    }
    let mut show = run::command(&merger);
    let counts = run::capture(show.args(["show", "--all-functions", "--counts"]).arg(&ran), remedy)?;
    named(&fs::read(ran)?, often::functions(&counts), &folder)
}

/// Keeps both parts under a name of their content. The compiler looks at their age as at that of a source, so what is there
/// already is not written again.
fn named(ran: &[u8], functions: Vec<String>, folder: &Path) -> Result<Record> {
    let often = often::flag(&functions);
    let mut hasher = DefaultHasher::new();
    (ran, &often).hash(&mut hasher);
    let kept = |end, content: &[u8]| -> Result<PathBuf> {
        let path = folder.join(format!("{:016x}.{end}", hasher.finish()));
        if !path.exists() {
            // Whole, or not at all.
            let part = folder.join("part");
            fs::write(&part, content)?;
            fs::rename(part, &path)?;
        }
        Ok(path)
    };
    Ok(Record { ran: kept("profdata", ran)?, often: kept("flag", often.as_bytes())?, functions })
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

/// Has the server do what the bench asks of it.
fn load(program: &Path, runs: &Path) -> Result<()> {
    apt::postgres()?;
    if runs.exists() {
        fs::remove_dir_all(runs)?;
    }
    fs::create_dir_all(runs)?;
    // Whoever asks need not be quick: what is asked for is counted, not timed.
    let mut build = run::cargo();
    build.args(["build", "--package", "nightdesk-bench-server"]);
    run::succeed(&mut build, "see the compiler's message above")?;
    let mut load = run::command(workspace::target().join("debug/nightdesk-bench-server"));
    load.arg("--program").arg(program).arg(format!("--users={USERS}")).arg("--samples=2");
    load.env("LLVM_PROFILE_FILE", runs.join("%p.profraw"));
    println!("recording; the figures that follow mean nothing");
    run::succeed(&mut load, "see the message above")
}

/// What puts records together, of the LLVM that the compiler has.
fn merger() -> Result<PathBuf> {
    let llvm = rustc::llvm()?;
    let name = format!("llvm-profdata-{llvm}");
    if run::find(&name).is_none() {
        let remedy = "without it there are `cargo build --release -p nightdesk-cli` and `cargo xtask bench server --plain`";
        apt::install(&[&format!("llvm-{llvm}")]).context(remedy)?;
    }
    Ok(PathBuf::from(name))
}
