//! What the machine does for a command. Straight-line code; every wait is an effect.

mod fetch_client;
mod get_token;
mod keep_fresh;
mod load;
mod mint;
mod request;

use crate::Result;
use crate::effect::{Command, Reply};
use crate::machine::Cx;

pub(crate) async fn run(cx: &Cx, command: Command) -> Result<Reply> {
    match command {
        Command::Load => load::load(cx, load::Ask::WhatIsCertain).await,
        Command::Reload => load::load(cx, load::Ask::TheServer).await,
        Command::GetToken(ask) => get_token::get_token(cx, ask).await,
        Command::Request { method, path, body } => request::request(cx, &method, &path, &body).await,
        Command::KeepFresh => keep_fresh::keep_fresh(cx).await,
    }
}
