//! What a token of a template would say. The dashboard's own: no contract has it.

use nightdesk_auth::{
    model::{Activity, User},
    session::{self, Start},
};
use nightdesk_store::users::{self, Order, UserSearch};
use nightdesk_wire::ids::{ClientId, SessionId, UserId};
use serde_json::{Map, Value};

use super::{BackendCx, create::new_template, wanted::Wanted};
use crate::{
    ApiError,
    bapi::body::Body,
    present::{Json, Minting, TemplateToken, UserWithAddresses, load_user},
};

/// The claims of a token that would be minted now for the newest user, or for one who has nothing yet. Nothing is kept
/// and nothing is signed.
///
/// # Errors
/// As for making the template.
pub(crate) async fn preview(cx: BackendCx, body: Body) -> Result<Json<Map<String, Value>>, ApiError> {
    let template = new_template(&cx, Wanted::read(body)?)?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let newest = cx.read(async |tx| {
        let found = users::search(&tx, instance, &UserSearch::default(), Order::default(), 1, 0).await?;
        let Some(user) = found.first() else { return Ok(None) };
        load_user(&tx, instance, &user.id).await.map_err(ApiError::from)
    });
    let nobody = || UserWithAddresses {
        user: User::new(UserId::generate(now, cx.random()), instance.clone(), now),
        addresses: Vec::new(),
        numbers: Vec::new(),
        identifications: Vec::new(),
    };
    let user = newest.await?.unwrap_or_else(nobody);
    let start = Start {
        id: SessionId::generate(now, cx.random()),
        instance_id: instance.clone(),
        client_id: ClientId::generate(now, cx.random()),
        user_id: user.user.id.clone(),
        activity: Activity { id: "sess_activity_preview".to_owned(), ..Activity::default() },
    };
    let session = session::start(start, &cx.tenant.instance.settings, now);
    let token = TemplateToken::new(template, session, user);
    let minting = Minting { tenant: &cx.tenant, origin: None, life_secs: None, now, random: cx.random() };
    Ok(Json(token.claims(&minting)))
}
