//! Identifiers, one newtype per kind of thing, so that a session id can never
//! be passed where a user id belongs.
//!
//! On the wire an id is a prefix and up to 64 word characters. The ones made
//! here end in a KSUID (27 base62 characters that sort by creation time), which
//! is also the form that the strictest patterns of the API contracts ask for.
//! KSUIDs of one second sort by chance; these sort by creation time there too,
//! as far as one process made them.

use alloc::string::String;
use core::fmt;
#[cfg(feature = "std")]
use core::sync::atomic::{AtomicU16, Ordering};

/// Longest accepted part behind the prefix. Ours have 27 characters; imported
/// ones may differ.
const MAX_SUFFIX_LEN: usize = 64;

/// Why a text is not an id of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidId {
    /// The prefix that ids of the wanted kind start with, for example `sess_`.
    pub expected_prefix: &'static str,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not an id of this kind: expected `{}` and 1 to {MAX_SUFFIX_LEN} letters, digits or underscores",
            self.expected_prefix
        )
    }
}

impl core::error::Error for InvalidId {}

/// Whether `text` is `prefix` followed by an acceptable suffix.
fn is_id(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|suffix| {
        (1..=MAX_SUFFIX_LEN).contains(&suffix.len())
            && suffix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

/// A KSUID: seconds since 2014-05-13T16:53:20Z and 16 bytes.
#[cfg(feature = "std")]
fn ksuid(now: crate::time::UnixMs, payload: [u8; 16]) -> String {
    use svix_ksuid::KsuidLike;

    const KSUID_EPOCH_SECS: i64 = 1_400_000_000;
    let secs = u32::try_from(now.as_secs().saturating_sub(KSUID_EPOCH_SECS).max(0)).unwrap_or(u32::MAX);
    let mut bytes = [0; 20];
    bytes[..4].copy_from_slice(&secs.to_be_bytes());
    bytes[4..].copy_from_slice(&payload);
    svix_ksuid::Ksuid::from_bytes(bytes).to_base62()
}

/// The bytes behind a KSUID's second: 10 bits of milliseconds, 16 that count up, 2 that keep neighbours apart, and 100
/// random ones. The ids of one millisecond are in order until the count starts again.
#[cfg(feature = "std")]
fn payload(now: crate::time::UnixMs, count: u16, random: [u8; 16]) -> [u8; 16] {
    const ORDER_FROM: u32 = 102;
    const RANDOM_BITS: u32 = 100;
    let millis = now.0.rem_euclid(1000).unsigned_abs();
    let order = u128::from(millis) << 16 | u128::from(count);
    let random = u128::from_be_bytes(random) & ((1 << RANDOM_BITS) - 1);
    (order << ORDER_FROM | random).to_be_bytes()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "std", derive(serde::Deserialize), serde(try_from = "String"))]
        pub struct $name(String);

        impl $name {
            /// What every id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Reads an id, checking its prefix and its characters.
            ///
            /// # Errors
            /// [`InvalidId`] if `text` is not an id of this kind.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                if is_id($prefix, &text) { Ok(Self(text)) } else { Err(InvalidId { expected_prefix: $prefix }) }
            }

            /// Makes a new id: the prefix and a KSUID of `now` and `random`.
            #[cfg(feature = "std")]
            #[must_use]
            pub fn generate(now: crate::time::UnixMs, random: [u8; 16]) -> Self {
                static MADE: AtomicU16 = AtomicU16::new(0);
                let count = MADE.fetch_add(1, Ordering::Relaxed);
                Self::derived(now, payload(now, count, random))
            }

            /// The id that follows from `now` and `payload`, always the same one.
            #[cfg(feature = "std")]
            #[must_use]
            pub fn derived(now: crate::time::UnixMs, payload: [u8; 16]) -> Self {
                let mut id = String::from($prefix);
                id.push_str(&ksuid(now, payload));
                Self(id)
            }

            /// The id as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #[cfg(feature = "std")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl core::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    )*};
}

ids! {
    /// An application: what its development and production instances belong to.
    ApplicationId = "app_";
    /// An instance: one environment of an application, with its own keys and users.
    InstanceId = "ins_";
    /// The row of a secret key; not the key itself, which starts with `sk_`.
    SecretKeyId = "seckey_";
    /// A user.
    UserId = "user_";
    /// An e-mail address of a user.
    EmailAddressId = "idn_";
    /// A phone number of a user.
    PhoneNumberId = "idn_";
    /// An account at an identity provider, a passkey or a wallet of a user.
    IdentificationId = "idn_";
    /// A client: one browser or device, with the sessions in it.
    ClientId = "client_";
    /// A session: one signed-in user on one client.
    SessionId = "sess_";
    /// What a session did last, and from where.
    SessionActivityId = "sess_activity_";
    /// A sign-in attempt.
    SignInId = "sia_";
    /// A sign-up attempt.
    SignUpId = "sua_";
    /// A development browser, standing in for a cookie across sites.
    DevBrowserId = "dvb_";
    /// An authenticator application of a user.
    TotpId = "totp_";
    /// A set of backup codes of a user.
    BackupCodesId = "bkc_";
    /// A verification: one running proof of an identifier or a factor.
    VerificationId = "ver_";
    /// A sign-in token made by the backend.
    SignInTokenId = "sit_";
    /// An actor token made by the backend.
    ActorTokenId = "act_";
    /// A testing token, which lets end-to-end tests past bot protection.
    TestingTokenId = "tst_";
    /// A message in the development outbox.
    OutboxMessageId = "msg_";
    /// A key that signs session tokens.
    SigningKeyId = "skey_";
    /// A one-time link into the dashboard.
    DashboardLinkId = "dlk_";
    /// A signed-in browser of the dashboard.
    DashboardSessionId = "dss_";
    /// An organization.
    OrganizationId = "org_";
    /// A user's membership in an organization.
    OrganizationMembershipId = "orgmem_";
    /// An invitation into an organization.
    OrganizationInvitationId = "orginv_";
    /// An invitation to the application.
    InvitationId = "inv_";
    /// An entry of a list of identifiers let in or kept out.
    ListedIdentifierId = "lid_";
    /// Somebody on the waitlist.
    WaitlistEntryId = "wle_";
    /// A picture.
    ImageId = "img_";
    /// A template of custom tokens.
    JwtTemplateId = "jtmp_";
    /// A domain of an instance.
    DomainId = "dmn_";
    /// A redirect URL that native flows may return to.
    RedirectUrlId = "rurl_";
    /// Somebody who may open the dashboard.
    AdminId = "adm_";
    /// A line of the log.
    EventId = "evt_";
    /// Users that come from a file.
    ImportId = "imp_";
    /// A machine, the subject of machine-to-machine tokens.
    MachineId = "mch_";
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use crate::time::UnixMs;

    #[test]
    fn a_generated_id_is_its_prefix_and_27_base62_characters() {
        let id = SessionId::generate(UnixMs::from_secs(1_700_000_000), [7; 16]);
        let suffix = id.as_str().strip_prefix("sess_").unwrap();
        assert_eq!(suffix.len(), 27);
        assert!(suffix.bytes().all(|b| b.is_ascii_alphanumeric()));
        assert_eq!(SessionId::parse(id.as_str()), Ok(id));
    }

    #[test]
    fn later_ids_sort_behind_earlier_ones() {
        let early = UserId::generate(UnixMs::from_secs(1_700_000_000), [255; 16]);
        let late = UserId::generate(UnixMs::from_secs(1_700_000_001), [0; 16]);
        assert!(early < late);
    }

    #[test]
    fn ids_of_one_moment_sort_as_they_were_made() {
        let now = UnixMs(1_700_000_000_123);
        let ids: Vec<_> = (0..100_u8).map(|n| UserId::generate(now, [255 - n; 16])).collect();
        assert!(ids.is_sorted_by(|one, next| one < next));
        assert!(ids.last() < Some(&UserId::generate(UnixMs(now.0 + 1), [0; 16])));
    }

    #[test]
    fn what_is_random_tells_ids_of_two_processes_apart() {
        let now = UnixMs(1_700_000_000_999);
        let (ones, zeros) = (payload(now, 7, [255; 16]), payload(now, 7, [0; 16]));
        assert_eq!(ones[..3], zeros[..3]);
        assert_eq!((ones[3] & 0x3F, &ones[4..]), (0x0F, &[255; 12][..]));
        assert_eq!((zeros[3] & 0x3F, &zeros[4..]), (0, &[0; 12][..]));
    }

    #[test]
    fn the_published_ksuid_example_is_reproduced() {
        let payload =
            [0xB5, 0xA1, 0xCD, 0x34, 0xB5, 0xF9, 0x9D, 0x11, 0x54, 0xFB, 0x68, 0x53, 0x34, 0x5C, 0x97, 0x35];
        let now = UnixMs::from_secs(1_400_000_000 + 107_608_047);
        assert_eq!(UserId::derived(now, payload).as_str(), "user_0ujtsYcgvSTl8PAuAdqWYSMnLOv");
    }

    #[test]
    fn another_kinds_id_is_refused() {
        assert_eq!(UserId::parse("sess_2abc"), Err(InvalidId { expected_prefix: "user_" }));
    }

    #[test]
    fn empty_long_and_odd_suffixes_are_refused() {
        let too_long = format!("user_{}", "a".repeat(65));
        for text in ["", "user", "user_", "user_a b", "user_\0", "user_é", "user_a'--", &too_long] {
            assert!(UserId::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn json_reads_and_writes_plain_strings() {
        let id: UserId = serde_json::from_str("\"user_x\"").unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"user_x\"");
        assert!(serde_json::from_str::<UserId>("\"sess_x\"").is_err());
    }
}
