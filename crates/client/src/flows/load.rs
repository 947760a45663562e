//! Who is signed in.

use super::fetch_client::fetch_client;
use super::mint::mint;
use crate::Result;
use crate::effect::{Reply, TokenRequest};
use crate::machine::Cx;
use crate::state::State;
use crate::view::View;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Ask {
    /// A snapshot with a live token is answer enough.
    WhatIsCertain,
    TheServer,
}

/// The client resource. From storage if that is certain; else one request, which brings a live token too:
/// the cheap one for a token where the snapshot is young, the whole client where it is not.
///
/// # Errors
/// `network_error`, `timeout`, `invalid_response` or the server's refusal, if nothing is known that could be
/// answered instead.
pub(crate) async fn load(cx: &Cx, ask: Ask) -> Result<Reply> {
    if ask == Ask::WhatIsCertain {
        let view = cx.read().await?;
        if let Some(reply) = from_storage(cx, &view) {
            return Ok(reply);
        }
        if view.ground.jwt.is_none() && !view.ground.to_adopt() {
            return Ok(nobody(cx, view.diagnostic));
        }
    }
    let _turn = cx.turn().await?;
    let view = cx.read().await?;
    if ask == Ask::WhatIsCertain {
        if let Some(reply) = from_storage(cx, &view) {
            return Ok(reply);
        }
    }
    let diagnostic = view.diagnostic;
    let was_known = view.state.as_deref().is_some_and(State::is_signed_in);
    let (mut state, ground) = view.into_state();
    if ground.jwt.is_none() {
        if ground.to_adopt() {
            cx.forget(&ground).await?;
        }
        return Ok(nobody(cx, diagnostic));
    }
    let young = state.is_certain() && state.is_fresh_at(cx.now());
    let result = if ask == Ask::WhatIsCertain && young {
        refresh_token(cx, &mut state).await
    } else {
        fetch_client(cx, &mut state).await
    };
    let stored = cx.write(&state, &ground).await;
    match result {
        Ok(()) => stored.map(|()| Reply::Client { client: state.client, diagnostic }),
        Err(error) if was_known && error.is_passing() => {
            Ok(Reply::Client { client: state.client, diagnostic: Some("server_unreachable") })
        }
        Err(error) => Err(error),
    }
}

/// Without a client JWT there is nobody to ask about.
fn nobody(cx: &Cx, diagnostic: Option<&'static str>) -> Reply {
    cx.show("null");
    Reply::Client { client: "null".into(), diagnostic }
}

fn from_storage(cx: &Cx, view: &View) -> Option<Reply> {
    let state = view.certain()?;
    let token = state.token(&state.need(&TokenRequest::default())?)?;
    if !token.is_good_at(cx.now()) {
        return None;
    }
    cx.show(&state.client);
    Some(Reply::Client { client: state.client.clone(), diagnostic: view.diagnostic })
}

/// A mint proves the session alive as well as the client resource would.
async fn refresh_token(cx: &Cx, state: &mut State) -> Result<()> {
    match mint(cx, state, &TokenRequest::default()).await {
        Err(error) if error.questions_the_session() => fetch_client(cx, state).await,
        result => result.map(|_| ()),
    }
}
