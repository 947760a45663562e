//! Running other programs, with errors that say what to do.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{environment, workspace};

/// A command that runs in the workspace's root.
pub fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(workspace::root());
    command
}

/// The cargo of the toolchain that runs this program.
pub fn cargo() -> Command {
    command(environment::cargo())
}

/// Runs a command to its end with its output shown.
///
/// # Errors
/// When it cannot be started, or when it fails; `remedy` says what to do then.
pub fn succeed(command: &mut Command, remedy: &str) -> Result<()> {
    let shown = describe(command);
    let status = command.status().with_context(|| format!("could not start `{shown}`; {remedy}"))?;
    succeeded(&shown, status, remedy)
}

fn succeeded(shown: &str, status: ExitStatus, remedy: &str) -> Result<()> {
    if !status.success() {
        bail!("`{shown}` failed ({status}); {remedy}");
    }
    Ok(())
}

/// Runs a command and returns what it printed on stdout, without surrounding white space.
///
/// # Errors
/// As [`succeed`].
pub fn capture(command: &mut Command, remedy: &str) -> Result<String> {
    let shown = describe(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("could not start `{shown}`; {remedy}"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({}); {remedy}", output.status);
    }
    let text = String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed no UTF-8"))?;
    Ok(text.trim().to_owned())
}

/// Runs a command that reports on its way, hands over each line of its stdout as it comes, and returns whether it
/// succeeded. One that says nothing for as long as `patience` hangs: it is ended, and has failed.
///
/// # Errors
/// When it cannot be started or prints no UTF-8.
pub fn lines(command: &mut Command, patience: Duration, mut each: impl FnMut(&str)) -> Result<bool> {
    let shown = describe(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start `{shown}`"))?;
    let stdout = child.stdout.take().context("stdout was asked for")?;
    let (tell, told) = mpsc::channel();
    thread::spawn(move || BufReader::new(stdout).lines().try_for_each(|line| tell.send(line)));
    loop {
        match told.recv_timeout(patience) {
            Ok(line) => each(&line.with_context(|| format!("reading from `{shown}`"))?),
            Err(RecvTimeoutError::Disconnected) => return Ok(child.wait()?.success()),
            Err(RecvTimeoutError::Timeout) => {
                println!("error: `{shown}` said nothing for {} s and was ended", patience.as_secs());
                end(&mut child)?;
                return Ok(false);
            }
        }
    }
}

/// Ends a program and all that it has started.
fn end(child: &mut Child) -> Result<()> {
    let listed = capture(Command::new("ps").args(["-A", "-o", "pid=,ppid="]), "install procps")?;
    let pairs: Vec<_> = listed.lines().filter_map(|line| line.trim().split_once(' ')).collect();
    let mut family = vec![child.id().to_string()];
    let mut at = 0;
    while let Some(parent) = family.get(at).cloned() {
        let children = pairs.iter().filter(|(_, of)| of.trim() == parent);
        family.extend(children.map(|(id, _)| (*id).to_owned()));
        at += 1;
    }
    // Some may have ended meanwhile.
    works(Command::new("kill").arg("-KILL").args(&family));
    child.wait()?;
    Ok(())
}

/// Whether a command starts and succeeds; its output is dropped.
pub fn works(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Finds a program on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    environment::path().into_iter().map(|folder| folder.join(program)).find(|path| path.is_file())
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().map_or_else(|| program.to_string_lossy(), |name| name.to_string_lossy());
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut shell = command("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn lines_are_handed_over_with_how_it_ended() {
        let mut seen = Vec::new();
        let patience = Duration::from_secs(60);
        assert!(
            lines(&mut shell("echo one; echo two"), patience, |line| seen.push(line.to_owned())).unwrap()
        );
        assert_eq!(seen, ["one", "two"]);
        assert!(!lines(&mut shell("exit 3"), patience, |_| ()).unwrap());
    }

    #[test]
    fn what_hangs_is_ended_with_all_it_has_started() {
        let mut seen = Vec::new();
        let mut hangs = shell("sh -c 'echo $$; exec sleep 3600' & wait");
        assert!(!lines(&mut hangs, Duration::from_secs(1), |line| seen.push(line.to_owned())).unwrap());
        // A process that was ended is gone, or waits to be noticed by whoever inherited it.
        let state = command("ps").args(["-o", "stat=", "-p", &seen[0]]).output().unwrap().stdout;
        assert!(state.is_empty() || state.starts_with(b"Z"), "{seen:?} lives");
    }
}
