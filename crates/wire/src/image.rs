//! Pictures.

use serde::Serialize;

use crate::ids::ImageId;

/// A picture that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "image")]
pub struct Image {
    /// Its id.
    pub id: ImageId,
    /// The name of the file, if the upload had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where everybody can see it.
    pub public_url: String,
}
