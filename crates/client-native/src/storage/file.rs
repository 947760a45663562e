//! Storage in files.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use notify::{RecursiveMode, Watcher as _};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Area, Held, Storage};

/// What a file's name keeps as it is, on every system.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// Storage in a folder: one file per item, which only its owner may read and which is replaced whole. Processes
/// that open the same folder share a sign-in, and take turns by file locks.
///
/// The folder must be on a local disk: network file systems promise neither.
pub struct FileStorage {
    folder: PathBuf,
    /// Without one, items lie there as they are.
    pub(super) seal: Option<Box<dyn Seal>>,
}

impl FileStorage {
    /// Opens the folder, and makes it (mode 0700) unless it is there.
    ///
    /// # Errors
    /// If it can be neither found nor made.
    pub fn open(folder: impl Into<PathBuf>) -> io::Result<FileStorage> {
        let folder = folder.into();
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder)?;
        Ok(FileStorage { folder, seal: None })
    }

    fn name(area: Area, key: &str) -> String {
        format!("{}-{}", area.as_str(), utf8_percent_encode(key, PLAIN))
    }

    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        // Made with mode 0600; gone again if anything fails.
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&self.folder)?;
        file.write_all(content)?;
        // What it replaces may be worthless by now: a client JWT ends the life of the one before.
        file.as_file().sync_all()?;
        file.persist(path)?;
        self.sync_folder()
    }

    fn sync_folder(&self) -> io::Result<()> {
        // Elsewhere a folder cannot be opened like a file.
        if cfg!(unix) { File::open(&self.folder)?.sync_all() } else { Ok(()) }
    }
}

/// Makes what lies in the files worthless without a key.
pub(super) trait Seal: Send + Sync {
    /// Seals `text` so that it opens under the same name only: files cannot be exchanged.
    fn close(&self, name: &str, text: &str) -> io::Result<Vec<u8>>;

    /// The text again.
    fn open(&self, name: &str, sealed: &[u8]) -> io::Result<Vec<u8>>;
}

impl std::fmt::Debug for FileStorage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileStorage").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Storage for FileStorage {
    fn read(&self, area: Area, key: &str) -> io::Result<Option<String>> {
        let name = FileStorage::name(area, key);
        let content = match fs::read(self.folder.join(&name)) {
            Ok(content) => match &self.seal {
                Some(seal) => seal.open(&name, &content)?,
                None => content,
            },
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        String::from_utf8(content).map(Some).map_err(|_| {
            io::Error::new(ErrorKind::InvalidData, format!("{name} is damaged; remove it to begin anew"))
        })
    }

    fn write(&self, area: Area, key: &str, value: Option<&str>) -> io::Result<()> {
        let name = FileStorage::name(area, key);
        let path = self.folder.join(&name);
        match value {
            Some(value) => match &self.seal {
                Some(seal) => self.replace(&path, &seal.close(&name, value)?),
                None => self.replace(&path, value.as_bytes()),
            },
            None => match fs::remove_file(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
                removed => removed.and_then(|()| self.sync_folder()),
            },
        }
    }

    fn lock(&self, name: &str) -> io::Result<Held> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // The file stays: two processes that lock files of one name must lock the same file.
        let file = options.open(self.folder.join(format!("lock-{}", utf8_percent_encode(name, PLAIN))))?;
        file.lock()?;
        Ok(Held::new(file))
    }

    fn watch(&self, changed: Box<dyn Fn() + Send + Sync>) -> io::Result<Held> {
        let handle = move |event: notify::Result<notify::Event>| {
            // Whoever reads would otherwise wake itself.
            if !matches!(&event, Ok(event) if event.kind.is_access()) {
                changed();
            }
        };
        let mut watcher = notify::recommended_watcher(handle).map_err(io::Error::other)?;
        watcher.watch(&self.folder, RecursiveMode::NonRecursive).map_err(io::Error::other)?;
        Ok(Held::new(watcher))
    }
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
