//! Reading an extension from where it is.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{self, Cursor, Read as _},
    path::Path,
};

use zip::ZipArchive;

use super::{Extension, Form, MANIFEST, crx};

/// More than the Chrome Web Store takes, and less than would exhaust a machine.
const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Folders that are no part of an extension even where they lie in it.
const SKIPPED: &[&str] = &["node_modules", ".git"];

/// Why nothing could be read.
#[derive(Debug)]
pub struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a folder, a ZIP archive or a CRX package.
///
/// # Errors
/// If it cannot be read, or is no extension.
pub fn open(path: &Path) -> Result<Extension, Unreadable> {
    let shown = path.display();
    let unreadable = |error: io::Error| Unreadable(format!("{shown} cannot be read: {error}."));
    let (form, contents) = if fs::metadata(path).map_err(unreadable)?.is_dir() {
        let absolute = path.canonicalize().map_err(unreadable)?;
        let mut contents = BTreeMap::new();
        if absolute.join(MANIFEST).is_file() {
            read_folder(&absolute, "", &mut contents, &mut { MAX_BYTES }).map_err(unreadable)?;
        }
        (Form::Folder(absolute), contents)
    } else {
        let bytes = fs::read(path).map_err(unreadable)?;
        let (form, archive) = if crx::is_crx(&bytes) {
            let (archive, id) = crx::open(&bytes)
                .map_err(|problem| Unreadable(format!("{shown} is a damaged package: {problem}.")))?;
            (Form::Crx(id), archive)
        } else {
            (Form::Zip, bytes.as_slice())
        };
        let contents = read_archive(archive).map_err(|error| {
            Unreadable(format!(
                "{shown} is no folder, and no ZIP or CRX file that can be unpacked: {error}. Give the folder that the \
                 build writes, or the packed file."
            ))
        })?;
        (form, contents)
    };
    Extension::new(form, contents).ok_or_else(|| Unreadable(without_manifest(path)))
}

fn without_manifest(path: &Path) -> String {
    let shown = path.display();
    let mut text = format!("{shown} has no {MANIFEST}, so it is no extension.");
    let beside = fs::read_dir(path).into_iter().flatten().flatten();
    // Build tools write to dist, build/chrome-mv3-prod, .output/chrome-mv3.
    let deeper = beside.flat_map(|entry| {
        let below = fs::read_dir(entry.path()).into_iter().flatten().flatten().map(|entry| entry.path());
        std::iter::once(entry.path()).chain(below)
    });
    let mut built: Vec<_> = deeper
        .filter(|folder| {
            folder.join(MANIFEST).is_file()
                && !SKIPPED.iter().any(|name| folder.components().any(|part| part.as_os_str() == *name))
        })
        .collect();
    built.sort();
    match built.first() {
        Some(folder) => text.push_str(&format!(" Did you mean {}?", folder.display())),
        None => text.push_str(" Give the folder that the build writes, often dist or build."),
    }
    text
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    contents: &mut BTreeMap<String, Vec<u8>>,
    left: &mut u64,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Not through links: one may lead out of the folder, or back into it.
        let kind = entry.file_type()?;
        if kind.is_dir() && !SKIPPED.contains(&name.as_str()) {
            read_folder(&entry.path(), &format!("{prefix}{name}/"), contents, left)?;
        } else if kind.is_file() {
            *left = left.checked_sub(entry.metadata()?.len()).ok_or_else(too_big)?;
            contents.insert(format!("{prefix}{name}"), fs::read(entry.path())?);
        }
    }
    Ok(())
}

fn read_archive(bytes: &[u8]) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let (mut contents, mut left) = (BTreeMap::new(), MAX_BYTES);
    for at in 0..archive.len() {
        let mut file = archive.by_index(at)?;
        if file.is_file() {
            let name = file.name()?.replace('\\', "/");
            let mut unpacked = Vec::new();
            // What an archive says of its sizes may be wrong.
            let size = file.by_ref().take(left + 1).read_to_end(&mut unpacked)?;
            left = left.checked_sub(u64::try_from(size).unwrap_or(u64::MAX)).ok_or_else(too_big)?;
            contents.insert(name, unpacked);
        }
    }
    Ok(in_common_folder(contents))
}

/// Archives of a folder have that folder's name in front of every path. The store refuses them, and browsers' users
/// unpack them, so the extension in them is looked at all the same.
fn in_common_folder(contents: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    if contents.contains_key(MANIFEST) {
        return contents;
    }
    let Some(prefix) = contents.keys().find_map(|name| name.strip_suffix(MANIFEST)).map(str::to_owned) else {
        return contents;
    };
    contents
        .into_iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes)))
        .collect()
}

fn too_big() -> io::Error {
    io::Error::other("it has more than 2 GiB, which no store takes")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"{}").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn folders_and_both_kinds_of_packages_are_read_alike() {
        let folder = tempfile::tempdir().unwrap();
        let unpacked = folder.path().join("unpacked");
        fs::create_dir_all(unpacked.join("js")).unwrap();
        fs::create_dir_all(unpacked.join("node_modules/x")).unwrap();
        for file in [MANIFEST, "js/a.js", "node_modules/x/b.js"] {
            fs::write(unpacked.join(file), "{}").unwrap();
        }
        let zip = archive(&[MANIFEST, "js/a.js"]);
        fs::write(folder.path().join("a.zip"), &zip).unwrap();
        fs::write(folder.path().join("nested.zip"), archive(&["dist/manifest.json", "dist/js/a.js"]))
            .unwrap();
        fs::write(folder.path().join("a.crx"), crx::tests::crx(&zip, 0)).unwrap();
        for name in ["unpacked", "a.zip", "nested.zip", "a.crx"] {
            let read = open(&folder.path().join(name)).unwrap();
            assert_eq!(read.files.keys().collect::<Vec<_>>(), ["js/a.js", MANIFEST], "{name}");
        }
        let Form::Crx(id) = open(&folder.path().join("a.crx")).unwrap().form else { panic!() };
        assert_eq!(id.to_string(), "a".repeat(32));
    }

    #[test]
    fn a_folder_above_the_extension_is_told_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let text = |path: &Path| open(path).unwrap_err().to_string();
        assert!(text(folder.path()).contains("often dist"));
        let built = folder.path().join("build/chrome-mv3");
        fs::create_dir_all(&built).unwrap();
        fs::write(built.join(MANIFEST), "{}").unwrap();
        assert!(text(folder.path()).contains(&built.display().to_string()));
        fs::write(folder.path().join("x.zip"), "no archive").unwrap();
        assert!(text(&folder.path().join("x.zip")).contains("ZIP"));
        assert!(text(&folder.path().join("gone")).contains("cannot be read"));
    }
}
