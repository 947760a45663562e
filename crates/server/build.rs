//! Compresses the files of the pages, which are part of the program.
#![expect(clippy::disallowed_methods, reason = "cargo says in the environment where it goes")]

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

/// The folders, from the workspace's root, by the names that `src/embedded.rs` has for them. What is generated of the
/// account pages is kept in the repository, so that building the server needs no other tools (docs/adr).
const FOLDERS: [(&str, &str); 2] =
    [("ACCOUNT_PAGES", "packages/account-pages/static"), ("DASHBOARD", "packages/dashboard/src")];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut source = String::new();
    for (name, folder) in FOLDERS {
        let from = root.join(folder);
        println!("cargo::rerun-if-changed={}", from.display());
        let to = out.join(name);
        fs::create_dir_all(&to)?;
        let mut files: Vec<_> = fs::read_dir(&from)?.collect::<Result<_, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        writeln!(source, "/// `{folder}`\npub(crate) const {name}: Folder = Folder {{")?;
        writeln!(source, "#[cfg(debug_assertions)] path: {folder:?},\nfiles: &[")?;
        for file in files.into_iter().filter(|file| file.path().is_file()) {
            let file = file.file_name().into_string().map_err(|name| format!("{name:?} is no text"))?;
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&fs::read(from.join(&file))?)?;
            let compressed = to.join(&file);
            fs::write(&compressed, encoder.finish()?)?;
            writeln!(source, "({file:?}, include_bytes!({compressed:?})),")?;
        }
        writeln!(source, "] }};")?;
    }
    fs::write(out.join("folders.rs"), source)?;
    Ok(())
}
