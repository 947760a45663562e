//! Users that come from a file.

use nightdesk_wire::{
    ids::{ImportId, InstanceId},
    time::UnixMs,
};

/// How far the records of a file have become users.
#[derive(Debug, Clone)]
pub struct Import {
    pub id: ImportId,
    pub instance_id: InstanceId,
    pub file_name: String,
    /// SHA-256 of the file: who chooses it again goes on with its import.
    pub file_digest: String,
    /// Records in the file.
    pub total: i64,
    /// Records that have been dealt with.
    pub position: i64,
    /// Records that became no user.
    pub refused: i64,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

/// A record that became no user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRefusal {
    /// The record's place in the file, from 0.
    pub position: i64,
    /// What it would have been known by.
    pub record: String,
    /// The field that is to blame, if one is.
    pub field: Option<String>,
    pub reason: String,
}
