//! Enums whose text form is stored in a column.

use thiserror::Error;

/// A column holds a text that this version does not know: the database was written by a newer one, or edited.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{value:?} is not a {kind} this version knows")]
pub struct UnknownValue {
    /// Which enum was read.
    pub kind: &'static str,
    /// The text found.
    pub value: String,
}

/// Gives an enum its text form: `as_str`, `parse` and serde by the same table.
macro_rules! stored_enum {
    ($name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        impl $name {
            /// The text that is stored and sent.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads the text form.
            ///
            /// # Errors
            /// [`UnknownValue`](crate::model::UnknownValue) for any other text.
            pub fn parse(text: &str) -> Result<Self, $crate::model::UnknownValue> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::model::UnknownValue { kind: stringify!($name), value: text.to_owned() }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use stored_enum;
