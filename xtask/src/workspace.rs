//! Where things are.

use std::path::{Path, PathBuf};

/// The root folder of the workspace.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().expect("xtask lies in the workspace").to_path_buf()
}

/// A path below the workspace's root.
pub fn at(relative: &str) -> PathBuf {
    root().join(relative)
}

/// Where cargo of this workspace builds to.
pub fn target() -> PathBuf {
    at("target")
}
