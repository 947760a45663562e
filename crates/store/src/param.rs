//! Values bound to `$n`.

use std::borrow::Cow;

use nightdesk_auth::model;
use nightdesk_wire::{ids, time::UnixMs};

use crate::{Error, Result};

/// One bound value. Made with `Param::from` or, for whole lists, by [`params!`].
#[derive(Debug, Clone, PartialEq)]
pub enum Param<'a> {
    Null,
    Text(Cow<'a, str>),
    Int(i64),
    Bool(bool),
}

/// `&[Param::from(a), Param::from(b), ...]`
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Param::from($value)),*] };
}
pub(crate) use params;

impl<'a> Param<'a> {
    const fn borrowed(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl Param<'_> {
    /// A value stored as its JSON text.
    ///
    /// # Errors
    /// [`Error::Json`] if the value has no JSON form.
    pub fn json(value: &impl serde::Serialize) -> Result<Param<'static>> {
        Ok(Param::Text(Cow::Owned(serde_json::to_string(value)?)))
    }

    /// Like [`Param::json`], with `NULL` for `None`.
    ///
    /// # Errors
    /// [`Error::Json`] if the value has no JSON form.
    pub fn json_or_null(value: Option<&impl serde::Serialize>) -> Result<Param<'static>> {
        value.map_or(Ok(Param::Null), Param::json)
    }

    /// Refuses what only one of the databases could store.
    pub(crate) fn check(params: &[Param<'_>]) -> Result<()> {
        let has_nul = |param: &Param<'_>| matches!(param, Param::Text(text) if text.contains('\0'));
        if params.iter().any(has_nul) { Err(Error::NulByte) } else { Ok(()) }
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(text: &'a str) -> Self {
        Self::borrowed(text)
    }
}

impl From<String> for Param<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Param<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Param<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Option<bool>> for Param<'_> {
    fn from(value: Option<bool>) -> Self {
        value.map_or(Self::Null, Self::Bool)
    }
}

impl From<UnixMs> for Param<'_> {
    fn from(time: UnixMs) -> Self {
        Self::Int(time.as_millis())
    }
}

impl From<Option<i64>> for Param<'_> {
    fn from(value: Option<i64>) -> Self {
        value.map_or(Self::Null, Self::Int)
    }
}

impl From<Option<UnixMs>> for Param<'_> {
    fn from(time: Option<UnixMs>) -> Self {
        Self::from(time.map(UnixMs::as_millis))
    }
}

impl<'a> From<Option<&'a str>> for Param<'a> {
    fn from(value: Option<&'a str>) -> Self {
        value.map_or(Self::Null, Self::borrowed)
    }
}

macro_rules! text_params {
    (by reference: $($owned:ty => $text:ident),* $(,)?; by value: $($copied:ty),* $(,)?) => {
        $(impl<'a> From<&'a $owned> for Param<'a> {
            fn from(value: &'a $owned) -> Self {
                Self::borrowed(value.$text())
            }
        }

        impl<'a> From<&'a Option<$owned>> for Param<'a> {
            fn from(value: &'a Option<$owned>) -> Self {
                value.as_ref().map_or(Self::Null, |value| Self::borrowed(value.$text()))
            }
        })*
        $(impl From<$copied> for Param<'_> {
            fn from(value: $copied) -> Self {
                Self::borrowed(value.as_str())
            }
        })*
    };
}

text_params! {
    by reference:
        String => as_str,
        ids::ActorTokenId => as_str,
        ids::AdminId => as_str,
        ids::ApplicationId => as_str,
        ids::ClientId => as_str,
        ids::DevBrowserId => as_str,
        ids::EmailAddressId => as_str,
        ids::EventId => as_str,
        ids::IdentificationId => as_str,
        ids::ImageId => as_str,
        ids::ImportId => as_str,
        ids::InstanceId => as_str,
        ids::InvitationId => as_str,
        ids::JwtTemplateId => as_str,
        ids::ListedIdentifierId => as_str,
        ids::WaitlistEntryId => as_str,
        ids::OutboxMessageId => as_str,
        ids::RedirectUrlId => as_str,
        ids::PhoneNumberId => as_str,
        ids::SecretKeyId => as_str,
        ids::SessionId => as_str,
        ids::SignInId => as_str,
        ids::SignInTokenId => as_str,
        ids::SignUpId => as_str,
        ids::UserId => as_str,
        ids::VerificationId => as_str,
        model::Digest => as_str,
        model::Secret => expose;
    by value:
        model::Channel,
        model::ActorKind,
        model::EventKind,
        model::Environment,
        model::ReverificationLevel,
        model::ReverificationStatus,
        model::IdentificationKind,
        model::IdentifierList,
        model::IdentifierType,
        model::InvitationStatus,
        model::WaitlistStatus,
        model::SessionStatus,
        model::SignInStatus,
        model::TicketStatus,
        model::SignUpStatus,
}
