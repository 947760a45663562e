//! Digests of passwords from elsewhere: the algorithm in the first line, the digest behind it.

use std::sync::LazyLock;

use nightdesk_auth::password::PasswordCheck;
use nightdesk_server::{HashCost, Hasher};
use tokio::runtime::Runtime;

static HASHER: LazyLock<Hasher> =
    LazyLock::new(|| Hasher::new(1, HashCost::Least).expect("argon2 runs everywhere"));
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_current_thread().build().expect("a runtime"));

/// What makes no digest that anybody could guess.
const PASSWORD: &str = "9f2c7a1e5b804d3692e1c0a7f4b8d65e";

pub fn run(input: &[u8]) {
    let Some((algorithm, digest)) = std::str::from_utf8(input).ok().and_then(|text| text.split_once('\n')) else {
        return;
    };
    let Ok(stored) = HASHER.import(algorithm, digest) else { return };
    assert!(stored.expose().ends_with(digest), "what is stored is the digest as it came");
    if is_quick(algorithm, digest) {
        let check = RUNTIME.block_on(HASHER.check(PASSWORD, Some(&stored)));
        assert_eq!(check.expect("what was taken can be checked"), PasswordCheck::Wrong);
    }
}

/// Whether checking takes a few milliseconds: what takes two seconds is fine for a sign-in, but not for a fuzzer.
fn is_quick(algorithm: &str, digest: &str) -> bool {
    let large_number = digest
        .split(|character: char| !character.is_ascii_digit())
        .any(|digits| digits.trim_start_matches('0').len() > 3);
    match algorithm {
        "md5" | "sha256" | "ldap_ssha" => true,
        "phpass" | "md5_phpass" => digest.as_bytes().get(3).is_some_and(|log2| *log2 <= b'9'),
        "bcrypt" | "bcrypt_sha256_django" => digest.contains("$04$") || digest.contains("$05$"),
        "scrypt_firebase" => digest.rsplit('$').next().is_some_and(|log2| matches!(log2, "1" | "2" | "4" | "8")),
        _ => !large_number,
    }
}
