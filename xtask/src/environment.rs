//! The one place that reads environment variables of the developer's machine.
#![expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]

use std::path::PathBuf;

/// The cargo that runs this program, so that nested builds use the same toolchain.
pub fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Whether rustup was told not to download toolchains or targets.
pub fn rustup_may_download() -> bool {
    std::env::var_os("RUSTUP_AUTO_INSTALL").is_none_or(|value| value != "0")
}

/// Whether a person sits in front of a display on which a browser window can open.
pub fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

/// Directories in which programs are searched.
pub fn path() -> Vec<PathBuf> {
    std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default()
}
