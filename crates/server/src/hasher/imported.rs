//! Digests that other systems made. A password that fits one of them is hashed anew at the next sign-in, so these only
//! have to be checked, never made.
//!
//! What is stored is the name of the algorithm, a colon and the digest as it came. Digests of bcrypt and argon2 name
//! their algorithm themselves and are stored as they are.

mod iterated;
mod plain;
mod scrypt;

use self::{
    iterated::{Pbkdf2, Phpass, Symfony},
    plain::{Plain, Salted},
    scrypt::{Firebase, Werkzeug},
};

/// What `password_hasher` can say beside `bcrypt`, `argon2i` and `argon2id`.
pub(super) const NAMES: [&str; 14] = [
    "bcrypt_sha256_django",
    "ldap_ssha",
    "md5",
    "md5_phpass",
    "pbkdf2_sha1",
    "pbkdf2_sha256",
    "pbkdf2_sha256_django",
    "pbkdf2_sha512",
    "pbkdf2_sha512_hex",
    "phpass",
    "scrypt_firebase",
    "scrypt_werkzeug",
    "sha256",
    "sha512_symfony",
];

/// A digest with all that it takes to check it.
pub(super) enum Imported {
    /// Django hashes before bcrypt does, because bcrypt reads no more than 72 bytes.
    BcryptOfSha256(String),
    Plain(Plain),
    Salted(Salted),
    Pbkdf2(Pbkdf2),
    Phpass(Phpass),
    /// Passwords that had been stored as MD5 and were put under phpass later.
    PhpassOfMd5(Phpass),
    Symfony(Symfony),
    Firebase(Firebase),
    Werkzeug(Werkzeug),
}

/// The form that is stored; `None` if the digest is none of `name`, or costs too much to check.
pub(super) fn stored(name: &str, digest: &str) -> Option<String> {
    read(name, digest).map(|_| format!("{name}:{digest}"))
}

/// Reads the stored form; `None` for the digests that name themselves.
pub(super) fn parse(stored: &str) -> Option<Imported> {
    let (name, digest) = stored.split_once(':')?;
    read(name, digest)
}

fn read(name: &str, digest: &str) -> Option<Imported> {
    Some(match name {
        "bcrypt_sha256_django" => {
            let digest = digest.strip_prefix("bcrypt_sha256$")?;
            Imported::BcryptOfSha256(super::bcrypt_within_bounds(digest)?.to_owned())
        }
        "md5" => Imported::Plain(Plain::md5(digest)?),
        "sha256" => Imported::Plain(Plain::sha256(digest)?),
        "ldap_ssha" => Imported::Salted(Salted::ssha(digest)?),
        "pbkdf2_sha1" | "pbkdf2_sha256" | "pbkdf2_sha512" => Imported::Pbkdf2(Pbkdf2::read(name, digest)?),
        "pbkdf2_sha256_django" => Imported::Pbkdf2(Pbkdf2::read("pbkdf2_sha256", digest)?),
        "pbkdf2_sha512_hex" => Imported::Pbkdf2(Pbkdf2::read_hex("pbkdf2_sha512", digest)?),
        "phpass" => Imported::Phpass(Phpass::read(digest)?),
        "md5_phpass" => Imported::PhpassOfMd5(Phpass::read(digest)?),
        "sha512_symfony" => Imported::Symfony(Symfony::read(digest)?),
        "scrypt_firebase" => Imported::Firebase(Firebase::read(digest)?),
        "scrypt_werkzeug" => Imported::Werkzeug(Werkzeug::read(digest)?),
        _ => return None,
    })
}

impl Imported {
    /// Whether the password made the digest.
    pub(super) fn matches(&self, password: &str) -> bool {
        let password = password.as_bytes();
        match self {
            Self::BcryptOfSha256(digest) => {
                bcrypt::verify(plain::hex(&plain::sha256(password)), digest).unwrap_or(false)
            }
            Self::Plain(digest) => digest.matches(password),
            Self::Salted(digest) => digest.matches(password),
            Self::Pbkdf2(digest) => digest.matches(password),
            Self::Phpass(digest) => digest.matches(password),
            Self::PhpassOfMd5(digest) => digest.matches(plain::hex(&plain::md5(password)).as_bytes()),
            Self::Symfony(digest) => digest.matches(password),
            Self::Firebase(digest) => digest.matches(password),
            Self::Werkzeug(digest) => digest.matches(password),
        }
    }
}

/// Compares in constant time.
fn equal(left: &[u8], right: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(left, right).is_ok()
}

/// Base64 as either alphabet writes it, with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    use base64::{
        Engine as _, alphabet,
        engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    };
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let standard = GeneralPurpose::new(&alphabet::STANDARD, config);
    standard.decode(text).or_else(|_| GeneralPurpose::new(&alphabet::URL_SAFE, config).decode(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "correct horse battery";

    /// Made by Python's hashlib, and for Firebase and phpass by those who published the algorithm.
    const DIGESTS: [(&str, &str, &str); 14] = [
        (
            "scrypt_firebase",
            "user1password",
            "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==\
             $42xEC+ixf3L2lw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==\
             $Bw==$8$14",
        ),
        ("phpass", "test12345", "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"),
        ("md5_phpass", PASSWORD, "$P$7saltsaltAiyqsg5Lo.XExjfiuyIZu1"),
        ("md5", PASSWORD, "88e4ddd2402d92d50e1879d6ecd9ffd4"),
        ("sha256", PASSWORD, "9028ea0d15decaa35b2da21c0290af3b1a5ba0a30a591906f89b5074e209ea72"),
        ("pbkdf2_sha1", PASSWORD, "pbkdf2_sha1$1000$c2FsdHNhbHQ$ea10eac364747a2bee0347b321d3a9ed99beedbc"),
        (
            "pbkdf2_sha256",
            PASSWORD,
            "pbkdf2_sha256$1000$c2FsdHNhbHQ=$2vLrmxK8YFROnGTL6oinO4bfT02gvTppeFbz7HWz5X0=",
        ),
        (
            "pbkdf2_sha256_django",
            PASSWORD,
            "pbkdf2_sha256$1000$saltsalt$2vLrmxK8YFROnGTL6oinO4bfT02gvTppeFbz7HWz5X0=",
        ),
        (
            "pbkdf2_sha512",
            PASSWORD,
            "pbkdf2_sha512$1000$saltsalt$AlZ85ViMyYeLn5ExNy3bIAt30TZDHYhJHBclcH7KAz4jUw6D3vItgWUh52g0Q9MAOXdc83/zm/raVxTgh4rfMg==",
        ),
        (
            "pbkdf2_sha512_hex",
            PASSWORD,
            "pbkdf2_sha512$1000$73616c7473616c74$02567ce5588cc9878b9f9131372ddb200b77d136431d88491c1725707eca033e23530e83def22d816521e7683443d30039775cf37ff39bfada5714e0878adf32",
        ),
        (
            "scrypt_werkzeug",
            PASSWORD,
            "scrypt:1024:8:1$saltsalt$cc71aa5f0a9589786e2ab2593b2a264e5302f5ffda9be28b2da5dab8533c5ee8d278fad565b248ca30ab540536611c178d056c9b235266a64bb1ff459da90195",
        ),
        ("ldap_ssha", PASSWORD, "{SSHA}+zgJCcduvLFhD+Rk7/v3C0FqyKpzYWx0c2FsdA=="),
        (
            "sha512_symfony",
            PASSWORD,
            "sha512_symfony$50$saltsalt$1VCxfIRcfkBIc93yboWwawoWbKQn8jhVVydaY0l99js3bS80aiAI74Pjwmk9flPio9zObZaySdKC6w43HMCukw==",
        ),
        // Filled in below: bcrypt salts by itself.
        ("bcrypt_sha256_django", PASSWORD, ""),
    ];

    #[test]
    fn each_digest_fits_its_password_only() {
        let sha256 = "9028ea0d15decaa35b2da21c0290af3b1a5ba0a30a591906f89b5074e209ea72";
        let django = format!("bcrypt_sha256${}", bcrypt::hash(sha256, 4).unwrap());
        let mut seen: Vec<_> = DIGESTS.iter().map(|(name, ..)| *name).collect();
        for (name, password, digest) in DIGESTS {
            let digest = if digest.is_empty() { &django } else { digest };
            let stored = stored(name, digest).unwrap_or_else(|| panic!("{name} is not read"));
            let parsed = parse(&stored).unwrap_or_else(|| panic!("{name} is not read back"));
            assert!(parsed.matches(password), "{name}");
            assert!(!parsed.matches("wrong horse battery"), "{name}");
        }
        seen.sort_unstable();
        assert_eq!(seen, NAMES);
    }

    #[test]
    fn what_is_no_digest_or_costs_too_much_is_not_taken() {
        for (name, digest) in [
            ("md5", "xyz"),
            ("md5", "88e4ddd2402d92d50e1879d6ecd9ff"),
            ("sha256", "88e4ddd2402d92d50e1879d6ecd9ffd4"),
            ("pbkdf2_sha256", "pbkdf2_sha256$0$salt$2vLrmxK8YFROnGTL6oinO4bfT02gvTppeFbz7HWz5X0="),
            ("pbkdf2_sha256", "pbkdf2_sha256$999999999$salt$2vLrmxK8YFROnGTL6oinO4bfT02gvTppeFbz7HWz5X0="),
            ("pbkdf2_sha256", "pbkdf2_sha512$1000$salt$2vLrmxK8YFROnGTL6oinO4bfT02gvTppeFbz7HWz5X0="),
            ("pbkdf2_sha256", "pbkdf2_sha256$1000$salt$YQ=="),
            ("phpass", "$P$zIQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"),
            ("phpass", "$P$9IQRaT"),
            ("scrypt_werkzeug", "scrypt:1073741824:8:1$salt$00112233445566778899aabbccddeeff"),
            ("scrypt_werkzeug", "scrypt:1000:8:1$salt$00112233445566778899aabbccddeeff"),
            ("scrypt_firebase", "aGFzaA==$c2FsdA==$a2V5$Bw==$8$40"),
            ("ldap_ssha", "{SSHA}YQ=="),
            ("sha512_symfony", "sha512_symfony$50$salt$YQ=="),
            (
                "bcrypt_sha256_django",
                "bcrypt_sha256$$2b$31$LvlP5f2V4XbMzjQXcHNkLOtT0fLJAWHvPFBgnkWHHeBsCKbO/Lu0y",
            ),
            ("rot13", "uryyb"),
        ] {
            assert_eq!(stored(name, digest), None, "{name} {digest}");
        }
    }
}
