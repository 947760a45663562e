//! The list of passwords that were found in breaches, asked without telling the password: the range API takes the first
//! five digits of its SHA-1 and answers with all the rest it knows.

use std::time::Duration;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use nightdesk_notify::with_causes;
use url::Url;

/// Whoever sets a password waits this long at most.
const TIMEOUT: Duration = Duration::from_secs(2);
/// An answer has about 40 KB.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;
const PREFIX_DIGITS: usize = 5;

/// A list of breached passwords behind HTTP, or none.
pub(crate) struct Breaches {
    /// With `/range/` and five digits behind it.
    base_url: Option<String>,
    http: reqwest::Client,
}

impl Breaches {
    pub(crate) fn new(base_url: Option<&str>) -> Self {
        let http = reqwest::Client::builder().timeout(TIMEOUT).build().unwrap_or_default();
        Self { base_url: base_url.map(|url| url.trim_end_matches('/').to_owned()), http }
    }

    /// Whether the list has a password. When it does not answer, nothing is held against the password: a service of
    /// others must not decide whether anybody gets in.
    pub(crate) async fn contain(&self, password: &str) -> bool {
        let Some(base_url) = &self.base_url else { return false };
        let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        let hash: String = hash.as_ref().iter().map(|byte| format!("{byte:02X}")).collect();
        let (prefix, suffix) = hash.split_at(PREFIX_DIGITS);
        match self.range(&format!("{base_url}/range/{prefix}")).await {
            Ok(range) => lists(&range, suffix),
            Err(error) => {
                let url = Url::parse(base_url).ok();
                let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
                tracing::warn!(
                    error = with_causes(error),
                    host,
                    "the list of breached passwords does not answer; the password is taken unchecked"
                );
                false
            }
        }
    }

    async fn range(&self, url: &str) -> reqwest::Result<String> {
        // Padding hides from those who watch the line how many passwords there are.
        let request = self.http.get(url).header("Add-Padding", "true");
        let mut answer = request.send().await?.error_for_status()?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_ANSWER_BYTES {
                break;
            }
        }
        Ok(String::from_utf8_lossy(&body).into_owned())
    }
}

/// Whether a range has the rest of a hash. Padding has a count of zero.
fn lists(range: &str, suffix: &str) -> bool {
    let entries = range.lines().filter_map(|line| line.trim().split_once(':'));
    entries.into_iter().any(|(found, count)| found.eq_ignore_ascii_case(suffix) && count.trim() != "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_no_breach() {
        let range = "0018A45C4D1DEF81644B54AB7F969B88D65:3\r\n00D4F6E8FA6EECAD2A3AA415EEC418D38EC:0\r\n";
        assert!(lists(range, "0018A45C4D1DEF81644B54AB7F969B88D65"));
        assert!(!lists(range, "00D4F6E8FA6EECAD2A3AA415EEC418D38EC"));
        assert!(!lists(range, "011053FD0102E94D6AE2F8B83D76FAF94F6"));
    }

    #[tokio::test]
    async fn without_a_list_no_password_is_breached() {
        assert!(!Breaches::new(None).contain("password").await);
    }
}
