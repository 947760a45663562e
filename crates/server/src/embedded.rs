//! Static files of pages, embedded in the binary, compressed. Builds for development read them from their folder at run
//! time instead, so that a change shows on reload.

use std::{borrow::Cow, io::Read as _};

use aws_lc_rs::digest;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use flate2::read::GzDecoder;

include!(concat!(env!("OUT_DIR"), "/folders.rs"));

/// Files that `build.rs` has compressed.
pub(crate) struct Folder {
    /// Where they come from, below the workspace's root.
    #[cfg(debug_assertions)]
    path: &'static str,
    /// Their names, and what they hold.
    files: &'static [(&'static str, &'static [u8])],
}

impl Folder {
    /// What a file holds; `None` if there is none of that name.
    pub(crate) fn read(&self, name: &str) -> Option<Vec<u8>> {
        Some(plain(&self.compressed(name)?))
    }

    /// A file as an answer; `None` if there is none of that name, or if it is no part of the pages. It is sent as it is
    /// kept to those who take that.
    pub(crate) fn serve(&self, name: &str, asked: &HeaderMap, status: StatusCode) -> Option<Response> {
        let (content_type, file) = content_type(name).zip(self.compressed(name))?;
        let compress = accepts_gzip(asked);
        let digest = digest::digest(&digest::SHA256, &file);
        let digest: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let etag = if compress { format!("\"{digest}-gzip\"") } else { format!("\"{digest}\"") };
        let known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else if compress {
            let file = match file {
                Cow::Borrowed(file) => Bytes::from_static(file),
                Cow::Owned(file) => Bytes::from(file),
            };
            (status, Body::from(file)).into_response()
        } else {
            (status, Body::from(plain(&file))).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        // Asked about each time, so that the page never runs with the scripts of an older version.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers.extend(HeaderValue::try_from(etag).ok().map(|etag| (header::ETAG, etag)));
        if compress {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        Some(response)
    }

    fn compressed(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        let (_, file) = self.files.iter().find(|(known, _)| *known == name)?;
        #[cfg(debug_assertions)]
        if let Ok(changed) =
            std::fs::read(format!("{}/../../{}/{name}", env!("CARGO_MANIFEST_DIR"), self.path))
        {
            let mut compressed = Vec::new();
            let mut encoder = flate2::read::GzEncoder::new(&*changed, flate2::Compression::fast());
            encoder.read_to_end(&mut compressed).expect("memory is read and written");
            return Some(Cow::Owned(compressed));
        }
        Some(Cow::Borrowed(file))
    }
}

/// Whether who asks takes an answer that is compressed by gzip.
pub(crate) fn accepts_gzip(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| coding.trim() == "gzip")
}

fn plain(compressed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(compressed).read_to_end(&mut plain).expect("it is what was compressed");
    plain
}

/// The type of a file of ours; `None` for files that are no part of the pages.
fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "html" => Some("text/html; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        _ => None,
    }
}
