//! Tickets to an impersonation.

use nightdesk_auth::model::{ActorToken, TicketStatus};
use nightdesk_store::{actor_tokens, users};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::ids::ActorTokenId;
use serde_json::json;

use crate::fixtures::{NOW, setup};

on_both_databases! {
    an_actor_token_is_settled_once,
}

async fn an_actor_token_is_settled_once(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let token = ActorToken {
        id: ActorTokenId::parse("act_a").unwrap(),
        instance_id: setup.instance.clone(),
        user_id: user.id.clone(),
        actor: json!({"sub": "user_support"}),
        status: TicketStatus::Pending,
        session_max_secs: 60,
        expires_at: NOW.plus_secs(60),
        created_at: NOW,
        updated_at: NOW,
    };
    let (instance, id) = (&setup.instance, &token.id);
    setup.write(async |tx| actor_tokens::insert(&tx, &token).await).await;
    let found = setup.read(async |tx| actor_tokens::find(&tx, instance, id).await).await;
    assert_eq!(found, Some(token.clone()));
    let settle = async |status| {
        setup.write(async |tx| actor_tokens::settle(&tx, instance, id, status, NOW.plus_secs(1)).await).await
    };
    let settled =
        ActorToken { status: TicketStatus::Accepted, updated_at: NOW.plus_secs(1), ..token.clone() };
    assert_eq!(settle(TicketStatus::Accepted).await, Some(settled));
    assert_eq!(settle(TicketStatus::Revoked).await, None);
    setup.write(async |tx| users::delete(&tx, instance, &user.id).await).await;
    assert_eq!(setup.read(async |tx| actor_tokens::find(&tx, instance, id).await).await, None);
}
