//! Running other programs, with errors that say what to do.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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

/// Runs a command, hands over each line of its stdout as it comes, and returns whether it succeeded.
///
/// # Errors
/// When it cannot be started or prints no UTF-8.
pub fn lines(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let shown = describe(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start `{shown}`"))?;
    let stdout = child.stdout.take().context("stdout was asked for")?;
    for line in BufReader::new(stdout).lines() {
        each(&line.with_context(|| format!("reading from `{shown}`"))?);
    }
    Ok(child.wait()?.success())
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
