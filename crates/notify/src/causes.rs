//! What is behind an error of HTTP.

use std::error::Error as _;

/// The error in words with everything that caused it, and without the URL, which may hold a key.
#[must_use]
pub fn with_causes(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text += ": ";
        text += &cause.to_string();
        source = cause.source();
    }
    text
}
