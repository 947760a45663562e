//! Addresses that browsers keep for extensions: what leads there ends in the extension and nowhere else.

/// The domain under which Chrome gives each extension an address.
const CHROME: &str = ".chromiumapp.org";
/// The same for Firefox, where the name in front cannot be told from the extension's.
const FIREFOX: &str = ".extensions.allizom.org";

/// The origin of the extension that a host is kept for.
pub(super) fn behind(host: &str) -> Option<String> {
    if let Some(id) = host.strip_suffix(CHROME) {
        let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_lowercase());
        return is_id.then(|| format!("chrome-extension://{id}"));
    }
    let name = host.strip_suffix(FIREFOX)?;
    (!name.is_empty() && !name.contains('.')).then(|| format!("moz-extension://{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_kept_for_one_extension() {
        let id = "abcdefghijklmnopabcdefghijklmnop";
        assert_eq!(behind(&format!("{id}.chromiumapp.org")), Some(format!("chrome-extension://{id}")));
        assert_eq!(behind("abc.extensions.allizom.org").as_deref(), Some("moz-extension://abc"));
        for host in ["chromiumapp.org", "a.chromiumapp.org", "x.y.extensions.allizom.org", "evil.example"] {
            assert_eq!(behind(host), None, "{host}");
        }
        assert_eq!(behind(&format!("x.{id}.chromiumapp.org")), None);
    }
}
