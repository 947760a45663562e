//! Builds of the browser SDK on disk, for applications that load their scripts from the frontend API's host.
//!
//! A folder holds `@clerk/clerk-js/6.40.0/dist/clerk.browser.js` and so on, and beside each file its `.gz`. It is read
//! at every request, so what is added while the server runs is there at once.

use std::{
    io,
    path::{Path, PathBuf},
    str::FromStr,
};

use semver::{Version, VersionReq};

/// The scope of the packages.
pub const SCOPE: &str = "@clerk";
/// The packages whose scripts applications load.
pub const PACKAGES: [&str; 2] = ["clerk-js", "ui"];

/// The type of a file that is kept; `None` for what no browser loads, and for names that are none.
#[must_use]
pub fn content_type(file: &str) -> Option<&'static str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if file.starts_with('.') || !file.bytes().all(is_plain) {
        return None;
    }
    match file.rsplit_once('.')?.1 {
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        _ => None,
    }
}

/// The versions of a package that an address asks for: `6.40.0`, `6`, `latest`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// This one and no other. What is behind the address never changes.
    Exactly(Version),
    /// The newest that fits.
    Newest(VersionReq),
}

/// The text names no versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoVersion;

impl FromStr for Wanted {
    type Err = NoVersion;

    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-' | b'^' | b'~');
        if text == "latest" {
            return Ok(Self::Newest(VersionReq::STAR));
        }
        if !text.bytes().all(is_plain) {
            return Err(NoVersion);
        }
        let exact = Version::parse(text).map(Self::Exactly);
        exact.or_else(|_| VersionReq::parse(text).map(Self::Newest)).map_err(|_| NoVersion)
    }
}

impl Wanted {
    fn takes(&self, version: &Version) -> bool {
        match self {
            Self::Exactly(wanted) => wanted == version,
            Self::Newest(range) => range.matches(version),
        }
    }
}

/// A folder with packages.
#[derive(Debug, Clone)]
pub struct Assets(PathBuf);

impl Assets {
    /// The packages in a folder, which need not be there yet.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Where the versions of a package are kept.
    #[must_use]
    pub fn package(&self, package: &str) -> PathBuf {
        self.0.join(SCOPE).join(package)
    }

    /// The versions of a package, newest first.
    ///
    /// # Errors
    /// If the folder is there and cannot be read.
    pub async fn versions(&self, package: &str) -> io::Result<Vec<Version>> {
        let mut versions = Vec::new();
        let mut entries = match tokio::fs::read_dir(self.package(package)).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(versions),
            entries => entries?,
        };
        while let Some(entry) = entries.next_entry().await? {
            // What is being added has a name that is no version.
            versions.extend(entry.file_name().to_str().and_then(|name| Version::parse(name).ok()));
        }
        versions.sort_unstable_by(|a, b| b.cmp(a));
        Ok(versions)
    }

    /// A file of the newest version that is wanted and has it. A page that began with an older version goes on to load
    /// parts of that one, whose names a newer one does not have.
    ///
    /// # Errors
    /// If the folder is there and cannot be read.
    pub async fn find(
        &self,
        package: &str,
        wanted: &Wanted,
        file: &str,
    ) -> io::Result<Option<(Version, PathBuf)>> {
        for version in self.versions(package).await? {
            if !wanted.takes(&version) {
                continue;
            }
            let path = self.package(package).join(version.to_string()).join("dist").join(file);
            if tokio::fs::try_exists(&path).await? {
                return Ok(Some((version, path)));
            }
        }
        Ok(None)
    }
}

/// The same file, compressed.
#[must_use]
pub fn compressed(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".gz");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_exact_or_ranges() {
        let takes = |wanted: &str, version: &str| {
            wanted.parse::<Wanted>().unwrap().takes(&Version::parse(version).unwrap())
        };
        assert!(
            takes("6", "6.40.0") && takes("6", "6.0.0") && !takes("6", "5.128.0") && !takes("6", "7.0.0")
        );
        assert!(takes("latest", "5.128.0") && !takes("latest", "7.0.0-canary.1"));
        assert!(takes("6.40.0", "6.40.0") && !takes("6.40.0", "6.41.0"));
        assert!(takes("7.0.0-canary.1", "7.0.0-canary.1") && !takes("7", "7.0.0-canary.1"));
        assert!(takes("~6.3", "6.3.1") && !takes("~6.3", "6.4.0"));
        for text in ["", "..", "canary", "6/../5", "6%2f", ">=1, <2"] {
            assert_eq!(text.parse::<Wanted>(), Err(NoVersion), "{text}");
        }
    }

    #[test]
    fn only_names_of_scripts_and_styles_have_a_type() {
        assert!(content_type("ui-common_ui_1124a2_1.36.0.js").is_some());
        assert!(content_type("ui.css").is_some());
        for name in
            ["", "..", ".js", "../x.js", "a/b.js", "a\\b.js", "clerk.d.ts", "package.json", "x.js.gz", "ä.js"]
        {
            assert_eq!(content_type(name), None, "{name}");
        }
    }
}
