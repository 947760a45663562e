//! /v1/clients

mod get;
mod handshake_payload;
mod list;
mod verify;

pub(crate) use get::get;
pub(crate) use handshake_payload::handshake_payload;
pub(crate) use list::list;
pub(crate) use verify::verify;

use nightdesk_auth::model;
use nightdesk_store::{Tx, sessions};
use nightdesk_wire::{bapi, time::UnixMs};

use super::{cx::BackendCx, sessions::present_session};
use crate::ApiError;

/// A client with those of its sessions that are live.
async fn present_client(tx: &Tx, stored: model::Client, now: UnixMs) -> Result<bapi::Client, ApiError> {
    let sessions: Vec<_> = sessions::list_live_on_client(tx, &stored.instance_id, &stored.id)
        .await?
        .iter()
        .filter(|session| session.is_live(now))
        .map(|session| present_session(session, now))
        .collect();
    Ok(bapi::Client {
        session_ids: sessions.iter().map(|session| session.id.clone()).collect(),
        last_active_session_id: stored
            .last_active_session_id
            .filter(|id| sessions.iter().any(|session| session.id == *id)),
        sessions,
        id: stored.id,
        sign_in_id: stored.sign_in_id,
        sign_up_id: stored.sign_up_id,
        last_authentication_strategy: stored.last_authentication_strategy,
        updated_at: stored.updated_at,
        created_at: stored.created_at,
    })
}
