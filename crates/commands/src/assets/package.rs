//! Packages of the browser SDK as npm leaves them: installed in a folder, or packed in a tarball.

use std::{
    fs,
    io::{self, Read as _},
    path::{Component, Path, PathBuf},
};

use flate2::read::GzDecoder;
use nightdesk_server::assets::{PACKAGES, SCOPE, content_type};
use semver::Version;
use serde::Deserialize;

use crate::failure::Failure;

/// A package, with what of it browsers load.
pub struct Package {
    /// Without the scope.
    pub name: &'static str,
    pub version: Version,
    /// Names in `dist`, and what is in them.
    pub files: Vec<(String, Vec<u8>)>,
}

#[derive(Deserialize)]
struct Manifest {
    name: String,
    version: String,
}

impl Package {
    /// `None` if the package is none that applications load scripts from.
    fn new(manifest: &[u8], files: Vec<(String, Vec<u8>)>) -> io::Result<Option<Self>> {
        let Manifest { name, version } = serde_json::from_slice(manifest)?;
        let version = Version::parse(&version).map_err(io::Error::other)?;
        let name = name.strip_prefix(SCOPE).and_then(|rest| rest.strip_prefix('/'));
        let known = PACKAGES.into_iter().find(|known| Some(*known) == name);
        Ok(known.filter(|_| !files.is_empty()).map(|name| Self { name, version, files }))
    }

    fn installed(folder: &Path) -> io::Result<Option<Self>> {
        let manifest = match fs::read(folder.join("package.json")) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            manifest => manifest?,
        };
        let mut files = Vec::new();
        for entry in fs::read_dir(folder.join("dist")).into_iter().flatten() {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if content_type(&name).is_some() && entry.file_type()?.is_file() {
                files.push((name, fs::read(entry.path())?));
            }
        }
        Self::new(&manifest, files)
    }

    fn packed(tarball: &Path) -> io::Result<Option<Self>> {
        let mut archive = tar::Archive::new(GzDecoder::new(fs::File::open(tarball)?));
        let (mut manifest, mut files) = (Vec::new(), Vec::new());
        for entry in archive.entries()? {
            let mut entry = entry?;
            let path = entry.path()?.into_owned();
            // The first folder has any name.
            let parts = path.components().skip(1).map(|part| match part {
                Component::Normal(name) => name.to_str(),
                _ => None,
            });
            let parts: Option<Vec<_>> = parts.collect();
            match parts.as_deref() {
                Some(["package.json"]) => {
                    entry.read_to_end(&mut manifest)?;
                }
                Some(["dist", name])
                    if content_type(name).is_some() && entry.header().entry_type().is_file() =>
                {
                    let mut content = Vec::new();
                    entry.read_to_end(&mut content)?;
                    files.push(((*name).to_owned(), content));
                }
                _ => {}
            }
        }
        Self::new(&manifest, files)
    }
}

/// The packages in a source: a tarball of `npm pack`, the folder of a package, `node_modules`, or the folder that it is in.
///
/// # Errors
/// `assets_unreadable`, and `assets_none_found` if there is none.
pub fn find(source: &Path) -> Result<Vec<Package>, Failure> {
    let unreadable = |error: io::Error| {
        Failure::new("assets_unreadable", format!("{} cannot be read: {error}.", source.display()))
    };
    let packages = if source.is_file() {
        vec![Package::packed(source).map_err(unreadable)?]
    } else {
        let folders = candidates(source).map_err(unreadable)?;
        folders
            .iter()
            .map(|folder| Package::installed(folder))
            .collect::<Result<_, _>>()
            .map_err(unreadable)?
    };
    let packages: Vec<_> = packages.into_iter().flatten().collect();
    if packages.is_empty() {
        return Err(Failure::new(
            "assets_none_found",
            format!(
                "{} holds no build of {SCOPE}/clerk-js or {SCOPE}/ui. Get them with `npm pack {SCOPE}/clerk-js {SCOPE}/ui` \
                 and add the files that it leaves, or name the node_modules that have them.",
                source.display()
            ),
        ));
    }
    Ok(packages)
}

/// Folders in which a package may be.
fn candidates(source: &Path) -> io::Result<Vec<PathBuf>> {
    let mut modules = vec![source.to_owned(), source.join("node_modules")];
    // pnpm keeps each package in a folder of its own, and shows only those that were asked for by name.
    for shown in [source.join(".pnpm"), source.join("node_modules/.pnpm")] {
        for entry in fs::read_dir(shown).into_iter().flatten() {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with("@clerk+") {
                modules.push(entry.path().join("node_modules"));
            }
        }
    }
    let within = modules.iter().flat_map(|modules| PACKAGES.map(|name| modules.join(SCOPE).join(name)));
    let folders =
        std::iter::once(source.to_owned()).chain(within).filter_map(|folder| folder.canonicalize().ok());
    let mut folders: Vec<_> = folders.collect();
    folders.sort();
    folders.dedup();
    Ok(folders)
}
