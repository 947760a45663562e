//! /v1/clients

mod get;
mod list;

pub(crate) use get::get;
pub(crate) use list::list;

use nightdesk_auth::model;
use nightdesk_store::{Tx, sessions};
use nightdesk_wire::{
    bapi,
    ids::{ClientId, SessionId, SignInId, SignUpId},
    time::UnixMs,
};
use serde::Serialize;

use super::sessions::present_session;
use crate::ApiError;

/// A client as backends see it: unlike the Frontend API's, it names its attempts by id only.
#[derive(Debug, Serialize)]
#[serde(tag = "object", rename = "client")]
pub(crate) struct BackendClient {
    id: ClientId,
    session_ids: Vec<SessionId>,
    sessions: Vec<bapi::Session>,
    sign_in_id: Option<SignInId>,
    sign_up_id: Option<SignUpId>,
    last_active_session_id: Option<SessionId>,
    last_authentication_strategy: Option<String>,
    updated_at: UnixMs,
    created_at: UnixMs,
}

/// A client with those of its sessions that are live.
async fn present_client(tx: &Tx, stored: model::Client, now: UnixMs) -> Result<BackendClient, ApiError> {
    let sessions: Vec<_> = sessions::list_live_on_client(tx, &stored.instance_id, &stored.id)
        .await?
        .iter()
        .filter(|session| session.is_live(now))
        .map(|session| present_session(session, now))
        .collect();
    Ok(BackendClient {
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
