//! Takes secrets out of log lines.
//!
//! Nothing should log them in the first place; this is the second line of defence, for messages of
//! libraries and for what somebody adds in a hurry.

use std::{borrow::Cow, sync::LazyLock};

use memchr::{memchr, memmem::Finder};

/// Query parameters, form fields and cookies whose value opens something.
const SECRET_NAMES: [&str; 16] = [
    "__client",
    "__clerk_db_jwt",
    "__clerk_handshake",
    "__clerk_handshake_nonce",
    "__clerk_testing_token",
    "__clerk_ticket",
    "__refresh",
    "__session",
    "code",
    "expired_token",
    "password",
    "rotating_token_nonce",
    "secret",
    "ticket",
    "token",
    "nonce",
];

/// How secrets start that are recognised wherever they stand.
const SECRET_PREFIXES: [&str; 3] = ["sk_test_", "sk_live_", "dvb_"];
/// How JWTs start: an object in base64url.
const JWT_START: &str = "eyJ";

/// `line` with the value of every secret replaced by `[redacted]`.
pub fn redact(line: &str) -> Cow<'_, str> {
    if !may_hold_a_secret(line.as_bytes()) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(without_secrets(line))
}

/// Most lines hold none, and each request writes one.
fn may_hold_a_secret(line: &[u8]) -> bool {
    static STARTS: LazyLock<Vec<Finder<'_>>> =
        LazyLock::new(|| SECRET_PREFIXES.iter().chain([&JWT_START]).map(Finder::new).collect());
    memchr(b'=', line).is_some() || STARTS.iter().any(|start| start.find(line).is_some())
}

fn without_secrets(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut previous = "";
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if end == 0 {
            out.push(first);
            if first != '=' {
                previous = "";
            }
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (word, after) = rest.split_at(end);
        let named = out.ends_with('=') && is_secret_name(previous);
        out.push_str(if named || is_secret(word) { "[redacted]" } else { word });
        previous = word;
        rest = after;
    }
    out
}

/// Characters of names, ids, base64url and JWTs; `%` keeps an encoded value in one piece.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '%')
}

/// Cookies of several instances carry a suffix: `__session_a1b2c3d4`. `__client_uat` is a time.
fn is_secret_name(name: &str) -> bool {
    !name.starts_with("__client_uat")
        && SECRET_NAMES.iter().any(|secret| {
            name.strip_prefix(secret).is_some_and(|suffix| {
                suffix.is_empty() || (secret.starts_with("__") && suffix.starts_with('_'))
            })
        })
}

fn is_secret(word: &str) -> bool {
    let is_jwt = word.starts_with(JWT_START) && word.matches('.').count() == 2;
    is_jwt || SECRET_PREFIXES.iter().any(|prefix| word.starts_with(prefix) && word.len() > prefix.len() + 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_secret_parameters_are_taken_out() {
        for (line, expected) in [
            ("GET /v1/client?__clerk_db_jwt=dvb_2abc&x=1", "GET /v1/client?__clerk_db_jwt=[redacted]&x=1"),
            ("GET /dashboard/open?token=ins_2a.XyZ", "GET /dashboard/open?token=[redacted]"),
            (
                "cookie: __client=abc; __session_a1b2c3d4=x; theme=dark",
                "cookie: __client=[redacted]; __session_a1b2c3d4=[redacted]; theme=dark",
            ),
            ("password=a%20b&identifier=ada", "password=[redacted]&identifier=ada"),
        ] {
            assert_eq!(redact(line), expected);
        }
    }

    #[test]
    fn tokens_and_keys_are_taken_out_wherever_they_stand() {
        assert_eq!(redact("sent Bearer eyJhbGciOi.eyJzdWIi.c2ln"), "sent Bearer [redacted]");
        assert_eq!(redact("key \"sk_live_abcdefghijk\" refused"), "key \"[redacted]\" refused");
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for line in [
            "POST /v1/client/sessions/{session_id}/tokens 200 3ms",
            "{\"status\":200,\"route\":\"/v1/client\",\"duration_ms\":3}",
            "session.id=sess_2abc status_code=200 __client_uat=17 café",
            "keys start with sk_test_ here",
        ] {
            assert_eq!(redact(line), line);
        }
    }
}
