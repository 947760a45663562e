//! The waitlist, as those see it who put themselves on it.

use serde::Serialize;

use crate::ids::WaitlistEntryId;

/// Says that an address is on the list, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "waitlist_entry")]
pub struct WaitlistEntry {
    /// Its id.
    pub id: WaitlistEntryId,
}
