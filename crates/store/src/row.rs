//! Rows as they come back, whichever database sent them.

use nightdesk_auth::model;
use nightdesk_wire::{ids, time::UnixMs};

use crate::{Error, Result};

/// One row of an answer, where the database's client has it.
pub struct Row<'a>(pub(crate) RowKind<'a>);

pub(crate) enum RowKind<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// The value of one column, before it has a Rust type.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Raw<'r> {
    Null,
    Text(&'r str),
    Int(i64),
    Bool(bool),
}

/// Reads a row's columns from left to right, in the order of the `SELECT` list.
pub struct Columns<'r> {
    row: &'r Row<'r>,
    index: usize,
}

impl Row<'_> {
    /// Starts at the first column.
    #[must_use]
    pub const fn columns(&self) -> Columns<'_> {
        Columns { row: self, index: 0 }
    }

    fn raw(&self, index: usize) -> Result<Raw<'_>> {
        let unreadable = |reason: String| Error::Column { index, reason };
        match &self.0 {
            RowKind::Sqlite(row) => {
                use rusqlite::types::ValueRef;
                match row.get_ref(index) {
                    Ok(ValueRef::Null) => Ok(Raw::Null),
                    Ok(ValueRef::Integer(value)) => Ok(Raw::Int(value)),
                    Ok(ValueRef::Text(text)) => match std::str::from_utf8(text) {
                        Ok(text) => Ok(Raw::Text(text)),
                        Err(_) => Err(unreadable("a text that is not UTF-8".to_owned())),
                    },
                    Ok(other) => Err(unreadable(format!("unexpected type {}", other.data_type()))),
                    Err(_) => Err(unreadable("the row has fewer columns".to_owned())),
                }
            }
            RowKind::Postgres(row) => {
                use tokio_postgres::types::Type;
                let column = row
                    .columns()
                    .get(index)
                    .ok_or_else(|| unreadable("the row has fewer columns".to_owned()))?;
                let raw = match *column.type_() {
                    Type::BOOL => row.try_get::<_, Option<bool>>(index).map(|value| value.map(Raw::Bool)),
                    Type::INT8 => row.try_get::<_, Option<i64>>(index).map(|value| value.map(Raw::Int)),
                    Type::INT4 => {
                        row.try_get::<_, Option<i32>>(index).map(|value| value.map(|v| Raw::Int(v.into())))
                    }
                    _ => row.try_get::<_, Option<&str>>(index).map(|value| value.map(Raw::Text)),
                };
                raw.map(|value| value.unwrap_or(Raw::Null)).map_err(|error| unreadable(error.to_string()))
            }
        }
    }
}

impl Columns<'_> {
    /// The next column.
    ///
    /// # Errors
    /// [`Error::Column`] if it holds something else.
    pub(crate) fn next<T: Column>(&mut self) -> Result<T> {
        let index = self.index;
        self.index += 1;
        T::read(self.row.raw(index)?).map_err(|reason| Error::Column { index, reason })
    }

    /// The next column, which holds JSON.
    ///
    /// # Errors
    /// [`Error::Column`] if it is `NULL` or does not fit.
    pub(crate) fn next_json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T> {
        let index = self.index;
        self.next_json_or_null()?.ok_or_else(|| Error::Column { index, reason: "unexpected NULL".to_owned() })
    }

    /// The next column, which holds JSON or `NULL`.
    ///
    /// # Errors
    /// [`Error::Column`] if it does not fit.
    pub(crate) fn next_json_or_null<T: serde::de::DeserializeOwned>(&mut self) -> Result<Option<T>> {
        let index = self.index;
        self.index += 1;
        let parse = |raw| match raw {
            Raw::Null => Ok(None),
            value => serde_json::from_str(text(value)?).map(Some).map_err(|error| error.to_string()),
        };
        parse(self.row.raw(index)?).map_err(|reason| Error::Column { index, reason })
    }
}

/// A type that can stand in a column.
pub(crate) trait Column: Sized {
    /// Reads the value, or says why it does not fit.
    fn read(raw: Raw<'_>) -> Result<Self, String>;
}

impl<T: Column> Column for Option<T> {
    fn read(raw: Raw<'_>) -> Result<Self, String> {
        match raw {
            Raw::Null => Ok(None),
            value => T::read(value).map(Some),
        }
    }
}

impl Column for String {
    fn read(raw: Raw<'_>) -> Result<Self, String> {
        text(raw).map(str::to_owned)
    }
}

impl Column for i64 {
    fn read(raw: Raw<'_>) -> Result<Self, String> {
        match raw {
            Raw::Int(value) => Ok(value),
            other => Err(format!("expected an integer, found {}", kind(other))),
        }
    }
}

impl Column for bool {
    fn read(raw: Raw<'_>) -> Result<Self, String> {
        match raw {
            Raw::Bool(value) => Ok(value),
            // SQLite has no booleans of its own.
            Raw::Int(value @ (0 | 1)) => Ok(value == 1),
            other => Err(format!("expected a boolean, found {}", kind(other))),
        }
    }
}

impl Column for UnixMs {
    fn read(raw: Raw<'_>) -> Result<Self, String> {
        i64::read(raw).map(UnixMs)
    }
}

impl Column for model::Secret {
    fn read(raw: Raw<'_>) -> Result<Self, String> {
        text(raw).map(Self::new)
    }
}

impl Column for model::Digest {
    fn read(raw: Raw<'_>) -> Result<Self, String> {
        text(raw).map(Self::from_stored)
    }
}

macro_rules! parsed_columns {
    ($($parsed:ty),* $(,)?) => {$(
        impl Column for $parsed {
            fn read(raw: Raw<'_>) -> Result<Self, String> {
                <$parsed>::parse(text(raw)?).map_err(|error| error.to_string())
            }
        }
    )*};
}

parsed_columns! {
    ids::ActorTokenId, ids::AdminId, ids::ApplicationId, ids::EventId, ids::ImportId, ids::ClientId, ids::DevBrowserId, ids::EmailAddressId,
    ids::IdentificationId, ids::ImageId, ids::InstanceId, ids::InvitationId, ids::JwtTemplateId,
    ids::ListedIdentifierId, ids::OutboxMessageId, ids::PhoneNumberId, ids::RedirectUrlId, ids::SecretKeyId,
    ids::SessionId, ids::SignInId, ids::SignInTokenId, ids::SignUpId, ids::TestingTokenId, ids::UserId,
    ids::VerificationId, ids::WaitlistEntryId,
    model::ActorKind, model::Channel, model::EventKind, model::Environment, model::IdentificationKind, model::IdentifierList,
    model::IdentifierType, model::InvitationStatus, model::ReverificationLevel,
    model::ReverificationStatus, model::SessionStatus, model::SignInStatus, model::SignUpStatus,
    model::TicketStatus, model::WaitlistStatus,
}

fn text(raw: Raw<'_>) -> Result<&str, String> {
    match raw {
        Raw::Text(text) => Ok(text),
        other => Err(format!("expected a text, found {}", kind(other))),
    }
}

/// Names the type only: the value may be a secret.
const fn kind(raw: Raw<'_>) -> &'static str {
    match raw {
        Raw::Null => "NULL",
        Raw::Text(_) => "a text",
        Raw::Int(_) => "an integer",
        Raw::Bool(_) => "a boolean",
    }
}
