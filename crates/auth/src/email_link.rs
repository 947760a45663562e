//! Links sent by e-mail: whoever follows one has read the mail.

use nightdesk_jws::{Header, HmacKey, SignError};
use nightdesk_wire::{
    ids::{ClientId, EmailAddressId, InstanceId, SignInId, SignUpId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

use crate::{
    Refusal, Rng, code,
    model::{Link, Strategy, Verification, VerificationStatus},
    provision::random_text,
};

/// Sets these tokens apart from the others under the same key.
const KIND: &str = "email_link";
const SECRET_CHARS: usize = 32;

/// What a link proves something for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    SignIn(SignInId),
    SignUp(SignUpId),
    EmailAddress(EmailAddressId),
}

impl Subject {
    /// The id, whose beginning tells the kind.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::SignIn(id) => id.as_str(),
            Self::SignUp(id) => id.as_str(),
            Self::EmailAddress(id) => id.as_str(),
        }
    }

    fn parse(id: &str) -> Option<Self> {
        let sign_in = SignInId::parse(id).map(Self::SignIn);
        let sign_up = || SignUpId::parse(id).map(Self::SignUp);
        sign_in.or_else(|_| sign_up()).or_else(|_| EmailAddressId::parse(id).map(Self::EmailAddress)).ok()
    }
}

#[derive(Serialize, Deserialize)]
struct Claims {
    /// What kind of token it is.
    st: String,
    iid: InstanceId,
    sub: String,
    /// Tells this link from others for the same subject; only its digest is kept.
    jti: String,
}

/// A link's secret.
pub fn secret(rng: &dyn Rng) -> String {
    random_text(rng, SECRET_CHARS)
}

/// The token in a link.
///
/// # Errors
/// [`SignError`] as the signature makes it.
pub fn write(
    subject: &Subject,
    instance: &InstanceId,
    secret: &str,
    key: &HmacKey,
) -> Result<String, SignError> {
    let claims = Claims {
        st: KIND.to_owned(),
        iid: instance.clone(),
        sub: subject.as_str().to_owned(),
        jti: secret.to_owned(),
    };
    key.sign(&Header::jwt(), &claims)
}

/// Reads the token of a link: what it is for, and its secret.
///
/// # Errors
/// [`Refusal::LinkInvalid`] if it is not ours.
pub fn read(token: &str, instance: &InstanceId, key: &HmacKey) -> Result<(Subject, String), Refusal> {
    let claims: Claims = key.verify(token).map_err(|_| Refusal::LinkInvalid)?.claims;
    if claims.st != KIND || claims.iid != *instance {
        return Err(Refusal::LinkInvalid);
    }
    Ok((Subject::parse(&claims.sub).ok_or(Refusal::LinkInvalid)?, claims.jti))
}

/// The verification that waits for a link to be followed. `before` is the one that it replaces.
///
/// # Errors
/// [`Refusal::TooManyCodes`].
pub fn prepare(
    scope: &str,
    secret: &str,
    link: Link,
    before: Option<&Verification>,
    now: UnixMs,
) -> Result<Verification, Refusal> {
    let prepared = code::prepare(scope, Strategy::EmailLink, secret, before, now)?;
    Ok(Verification { link: Some(link), ..prepared })
}

/// Where a link was followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// On this client, or on none.
    Client(Option<&'a ClientId>),
    /// It cannot be told: a development browser shows who it is in the query, which a link in a mail lacks.
    Unknown,
}

/// What came of following a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Verified,
    Expired,
    /// It was followed before, or a newer one took its place.
    Failed,
    /// It has to be followed where it was asked for. Nothing is lost: it still can be.
    ClientMismatch,
}

impl Outcome {
    /// The text in `__clerk_status`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Expired => "expired",
            Self::Failed => "failed",
            Self::ClientMismatch => "client_mismatch",
        }
    }
}

/// Follows a link. `same_client`: only where it was asked for.
pub fn follow(
    verification: &mut Verification,
    scope: &str,
    secret: &str,
    place: Place<'_>,
    same_client: bool,
    now: UnixMs,
) -> Outcome {
    let status = verification.status_at(now);
    let Some(link) = verification.link.as_mut() else { return Outcome::Failed };
    let expected = verification.code_digest.as_ref();
    if !expected.is_some_and(|expected| code::is_of(expected, scope, secret)) {
        return Outcome::Failed;
    }
    match status {
        VerificationStatus::Unverified => {}
        VerificationStatus::Expired => return Outcome::Expired,
        VerificationStatus::Verified | VerificationStatus::Failed | VerificationStatus::Transferable => {
            return Outcome::Failed;
        }
    }
    if let Place::Client(here) = place {
        if same_client && here != Some(&link.client_id) {
            return Outcome::ClientMismatch;
        }
        link.followed_at_client = here.cloned();
    }
    verification.status = VerificationStatus::Verified;
    verification.code_digest = None;
    Outcome::Verified
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(id: &str) -> ClientId {
        ClientId::parse(id).unwrap()
    }

    fn sent(secret: &str, before: Option<&Verification>) -> Verification {
        let redirect_url = "https://app.example.com/verified".to_owned();
        let link = Link { redirect_url, client_id: client("client_a"), followed_at_client: None };
        prepare("sia_a", secret, link, before, UnixMs(0)).unwrap()
    }

    #[test]
    fn a_token_names_its_subject_to_its_own_instance_only() {
        let (key, instance) = (HmacKey::new(&[7; 32]).unwrap(), InstanceId::parse("ins_a").unwrap());
        for subject in [
            Subject::SignIn(SignInId::parse("sia_a").unwrap()),
            Subject::SignUp(SignUpId::parse("sua_a").unwrap()),
            Subject::EmailAddress(EmailAddressId::parse("idn_a").unwrap()),
        ] {
            let token = write(&subject, &instance, "hush", &key).unwrap();
            assert_eq!(read(&token, &instance, &key), Ok((subject, "hush".to_owned())));
            let other = InstanceId::parse("ins_b").unwrap();
            assert_eq!(read(&token, &other, &key), Err(Refusal::LinkInvalid));
            assert_eq!(read(&token, &instance, &HmacKey::new(&[8; 32]).unwrap()), Err(Refusal::LinkInvalid));
        }
    }

    #[test]
    fn a_link_is_followed_once_and_in_time() {
        let here = client("client_a");
        let place = Place::Client(Some(&here));
        let mut link = sent("hush", None);
        let late = UnixMs(0).plus_secs(code::LIFETIME_SECS);
        assert_eq!(follow(&mut link.clone(), "sia_a", "hush", place, true, late), Outcome::Expired);
        assert_eq!(follow(&mut link, "sia_b", "hush", place, true, UnixMs(1)), Outcome::Failed);
        assert_eq!(follow(&mut link, "sia_a", "hush", place, true, UnixMs(1)), Outcome::Verified);
        assert!(link.is_verified());
        assert_eq!(link.link.as_ref().unwrap().followed_at_client, Some(here.clone()));
        assert_eq!(follow(&mut link, "sia_a", "hush", place, true, UnixMs(2)), Outcome::Failed);
    }

    #[test]
    fn a_newer_link_takes_the_place_of_an_older_one() {
        let first = sent("first", None);
        let mut second = sent("second", Some(&first));
        assert_eq!(follow(&mut second, "sia_a", "first", Place::Unknown, true, UnixMs(1)), Outcome::Failed);
        assert_eq!(
            follow(&mut second, "sia_a", "second", Place::Unknown, true, UnixMs(1)),
            Outcome::Verified
        );
    }

    #[test]
    fn elsewhere_it_opens_nothing_unless_that_is_allowed() {
        let elsewhere = client("client_b");
        let mut link = sent("hush", None);
        for place in [Place::Client(Some(&elsewhere)), Place::Client(None)] {
            let outcome = follow(&mut link, "sia_a", "hush", place, true, UnixMs(1));
            assert_eq!(outcome, Outcome::ClientMismatch);
        }
        let mut allowed = link.clone();
        let place = Place::Client(Some(&elsewhere));
        assert_eq!(follow(&mut allowed, "sia_a", "hush", place, false, UnixMs(1)), Outcome::Verified);
        assert_eq!(allowed.link.unwrap().followed_at_client, Some(elsewhere));
        assert_eq!(follow(&mut link, "sia_a", "hush", Place::Unknown, true, UnixMs(1)), Outcome::Verified);
    }
}
