//! `cargo xtask extension`: the demo extension, built for a publishable key.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::{npm, package, run, workspace};

/// What to build, and where to.
#[derive(clap::Args)]
pub struct Options {
    /// The key that `nightdesk dev` prints and the API Keys page shows
    #[arg(long, value_name = "PK")]
    publishable_key: String,
    /// The folder to write; load it in chrome://extensions with "Load unpacked", in Firefox in about:debugging
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The browser to build it for
    #[arg(long, value_enum, default_value = "chrome")]
    browser: Platform,
    /// The web app whose sign-in the extension follows
    #[arg(long, value_name = "URL")]
    sync_host: Option<String>,
    /// Rebuild whenever a source of the extension changes
    #[arg(long)]
    watch: bool,
}

/// The browsers that the one source is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Platform {
    /// Chrome and Chromium's relatives
    Chrome,
    /// Firefox: an event page and a sidebar
    Firefox,
}

impl Platform {
    fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }
}

/// For checks of what the build emits; names a host that does not exist.
const SAMPLE_KEY: &str = "pk_test_YXV0aC5leGFtcGxlLmludmFsaWQk";

impl Options {
    /// The demo for no instance in particular.
    pub fn sample(out: PathBuf) -> Self {
        Self {
            publishable_key: SAMPLE_KEY.to_owned(),
            out,
            browser: Platform::Chrome,
            sync_host: None,
            watch: false,
        }
    }
}

/// Builds examples with a popup for no instance in particular, from the packages as they are in `dist`.
///
/// # Errors
/// When a build fails.
pub fn samples(examples: &[&str], out: &Path) -> Result<()> {
    for example in examples {
        let mut vite = vite(example, SAMPLE_KEY, &out.join(example), "warn")?;
        run::succeed(&mut vite, "the message above names the cause")?;
    }
    Ok(())
}

fn vite(example: &str, publishable_key: &str, out: &Path, log_level: &str) -> Result<Command> {
    let mut vite = run::command(npm::program("vite")?);
    vite.current_dir(workspace::at("examples").join(example));
    vite.args(["build", "--emptyOutDir", "--logLevel", log_level, "--outDir"]).arg(out);
    vite.env("NIGHTDESK_PUBLISHABLE_KEY", publishable_key);
    Ok(vite)
}

/// Builds the extension; with `watch` until it is interrupted.
///
/// # Errors
/// When the key or the sync host is wrong, or a build fails.
pub fn build(options: &Options) -> Result<()> {
    package::dist()?;
    let out = std::path::absolute(&options.out)?;
    // Who watches wants to see that a change has arrived.
    let log_level = if options.watch { "info" } else { "warn" };
    let mut vite = vite("extension", &options.publishable_key, &out, log_level)?;
    vite.env("NIGHTDESK_BROWSER", options.browser.name());
    if let Some(url) = &options.sync_host {
        vite.env("NIGHTDESK_SYNC_HOST", url);
    }
    if options.watch {
        vite.arg("--watch");
    }
    run::succeed(&mut vite, "the message above names the cause")?;
    println!("extension: {}", out.display());
    Ok(())
}
