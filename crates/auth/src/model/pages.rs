//! Where the application's own pages are.

use serde::{Deserialize, Serialize};
use url::Url;

use super::SettingsError;

/// Pages of the application. Without one, its place is the frontend API's own host.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pages {
    /// Where a browser goes that has no other place to go to.
    pub home_url: Option<String>,
    pub sign_in_url: Option<String>,
    pub sign_up_url: Option<String>,
}

impl Pages {
    /// Checks that each is an address.
    ///
    /// # Errors
    /// The first that is none.
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        let pages = [
            ("home_url", &self.home_url),
            ("sign_in_url", &self.sign_in_url),
            ("sign_up_url", &self.sign_up_url),
        ];
        let bad = pages.into_iter().find(|(_, url)| url.as_ref().is_some_and(|url| !is_web_page(url)));
        bad.map_or(Ok(()), |(field, _)| Err(SettingsError::NotAPage { field }))
    }
}

fn is_web_page(text: &str) -> bool {
    let url = Url::parse(text).ok();
    url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
}
