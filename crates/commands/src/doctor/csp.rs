//! A content security policy, as far as an extension's is checked.

use url::Url;

/// Directives with their sources, names in lower case, the first of each name counting.
#[derive(Debug, PartialEq, Eq)]
pub struct Policy(Vec<(String, Vec<String>)>);

impl Policy {
    pub fn parse(text: &str) -> Self {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
            if !directives.iter().any(|(known, _)| *known == name) {
                directives.push((name, words.map(str::to_owned).collect()));
            }
        }
        Self(directives)
    }

    /// Sources of a directive that is there.
    pub fn get(&self, name: &str) -> Option<&[String]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, sources)| sources.as_slice())
    }

    /// The directive that decides about `name`, with its sources.
    pub fn deciding<'a>(&'a self, name: &'a str) -> Option<(&'a str, &'a [String])> {
        [name, "default-src"].into_iter().find_map(|name| Some((name, self.get(name)?)))
    }

    /// Whether `'wasm-unsafe-eval'` is among the sources of scripts. A policy that says nothing of scripts restricts
    /// none, but Chrome adds the minimum of Manifest V3, which leaves it out.
    pub fn allows_wasm(&self) -> bool {
        self.deciding("script-src").is_some_and(|(_, sources)| has_keyword(sources, "'wasm-unsafe-eval'"))
    }

    /// The directive that forbids requests to `url`, if one does.
    pub fn blocks_requests_to<'a>(&'a self, url: &Url) -> Option<&'a str> {
        let (name, sources) = self.deciding("connect-src")?;
        (!sources.iter().any(|source| covers(source, url))).then_some(name)
    }

    /// The policy's text with `source` added to the directive; what is there keeps its spelling.
    pub fn with_source(text: &str, name: &str, source: &str) -> String {
        let policy = Self::parse(text);
        if policy.get(name).is_some_and(|sources| has_keyword(sources, source)) {
            return text.to_owned();
        }
        let mut found = false;
        let mut parts: Vec<String> = text
            .split(';')
            .map(|directive| {
                let here =
                    directive.split_ascii_whitespace().next().is_some_and(|n| n.eq_ignore_ascii_case(name));
                if !here || found {
                    return directive.to_owned();
                }
                found = true;
                // 'none' means nothing only as long as it stands alone.
                let directive = directive.replace("'none'", "");
                format!("{} {source}", directive.trim_end())
            })
            .collect();
        if !found {
            let inherited = policy.get("default-src").unwrap_or_default().join(" ");
            let sources = format!("{} {source}", inherited.replace("'none'", "")).trim().to_owned();
            let at = parts.iter().rposition(|part| !part.trim().is_empty()).map_or(0, |at| at + 1);
            let space = if at == 0 { "" } else { " " };
            parts.insert(at, format!("{space}{name} {sources}"));
        }
        parts.join(";")
    }
}

fn has_keyword(sources: &[String], keyword: &str) -> bool {
    sources.iter().any(|source| source.eq_ignore_ascii_case(keyword))
}

/// Whether a source expression covers a URL.
fn covers(source: &str, url: &Url) -> bool {
    if source == "*" {
        return true;
    }
    let lower = source.to_ascii_lowercase();
    if let Some(scheme) = lower.strip_suffix(':').filter(|scheme| !scheme.contains(':')) {
        return upgrades(scheme, url.scheme());
    }
    let (scheme, rest) =
        lower.split_once("://").map_or((None, lower.as_str()), |(scheme, rest)| (Some(scheme), rest));
    // Without a scheme it is that of the page, chrome-extension:, from where http and https count as the same.
    if scheme.is_some_and(|scheme| !upgrades(scheme, url.scheme())) {
        return false;
    }
    let authority = rest.split('/').next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let port_fits = match port {
        Some("*") => true,
        Some(port) => url.port_or_known_default().is_some_and(|known| known.to_string() == port),
        None => url.port().is_none(),
    };
    let name = url.host_str().unwrap_or_default();
    let host_fits = match host.strip_prefix("*.") {
        Some(domain) => name.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')),
        None => host == "*" || host == name,
    };
    port_fits && host_fits
}

/// An http source also covers https.
fn upgrades(source: &str, actual: &str) -> bool {
    source == actual || (source == "http" && actual == "https")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_is_allowed_by_its_keyword_alone() {
        assert!(Policy::parse("script-src 'self' 'wasm-unsafe-eval'; object-src 'self'").allows_wasm());
        assert!(Policy::parse("default-src 'self' 'WASM-unsafe-eval'").allows_wasm());
        assert!(!Policy::parse("script-src 'self'; object-src 'self'").allows_wasm());
        assert!(!Policy::parse("default-src 'self' 'wasm-unsafe-eval'; script-src 'self'").allows_wasm());
        assert!(!Policy::parse("").allows_wasm());
    }

    #[test]
    fn requests_are_blocked_unless_a_source_covers_them() {
        let url = Url::parse("https://auth.example.com/v1/client").unwrap();
        let blocked = |policy| Policy::parse(policy).blocks_requests_to(&url).is_some();
        for open in [
            "script-src 'self'",
            "connect-src *",
            "connect-src https:",
            "connect-src 'self' https://auth.example.com",
            "connect-src https://*.example.com/",
            "default-src 'none'; connect-src auth.example.com:443",
        ] {
            assert!(!blocked(open), "{open}");
        }
        for closed in [
            "default-src 'self'",
            "connect-src 'none'",
            "connect-src https://example.com",
            "connect-src https://auth.example.com:8443",
            "connect-src wss:",
        ] {
            assert!(blocked(closed), "{closed}");
        }
        let local = Url::parse("http://a.localhost:4400/").unwrap();
        assert_eq!(Policy::parse("connect-src http://a.localhost:4400").blocks_requests_to(&local), None);
        assert!(Policy::parse("connect-src http://a.localhost").blocks_requests_to(&local).is_some());
    }

    #[test]
    fn a_source_is_added_where_it_belongs() {
        for (before, after) in [
            ("script-src 'self'; object-src 'self'", "script-src 'self' 'x'; object-src 'self'"),
            ("object-src 'none'; script-src 'none';", "object-src 'none'; script-src 'x';"),
            ("object-src 'self';", "object-src 'self'; script-src 'x';"),
            ("default-src 'self'", "default-src 'self'; script-src 'self' 'x'"),
            ("", "script-src 'x';"),
        ] {
            let added = Policy::with_source(before, "script-src", "'x'");
            assert_eq!(Policy::parse(&added), Policy::parse(after), "{before}: {added}");
        }
        assert_eq!(
            Policy::with_source("script-src  'self';  object-src 'self'", "script-src", "'x'"),
            "script-src  'self' 'x';  object-src 'self'"
        );
    }
}
