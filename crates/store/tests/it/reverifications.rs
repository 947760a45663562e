//! Signed-in users who prove a factor again.

use nightdesk_auth::model::{
    Reverification, ReverificationLevel, ReverificationStatus, Strategy, Verification,
};
use nightdesk_store::{clients, reverifications, sessions};
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, session, setup};

on_both_databases! {
    a_reverification_replaces_the_one_before_and_ends_with_its_session,
}

async fn a_reverification_replaces_the_one_before_and_ends_with_its_session(db: TestDatabase) {
    let setup = setup(db).await;
    let (user, client) = (setup.user("ada", "ada@example.com").await, setup.client("a").await);
    let session = session(&client, &user, "a");
    let begun = Reverification {
        instance_id: setup.instance.clone(),
        session_id: session.id.clone(),
        level: ReverificationLevel::MultiFactor,
        status: ReverificationStatus::NeedsFirstFactor,
        first_factor: None,
        second_factor: None,
        expire_at: NOW.plus_secs(60),
        created_at: NOW,
        updated_at: NOW,
    };
    let done = Reverification {
        level: ReverificationLevel::SecondFactor,
        status: ReverificationStatus::Complete,
        first_factor: Some(Verification::verified(Strategy::Password)),
        second_factor: Some(Verification::verified(Strategy::Totp)),
        ..begun.clone()
    };
    setup.write(async |tx| sessions::insert(&tx, &session).await).await;
    for written in [&begun, &done] {
        setup.write(async |tx| reverifications::put(&tx, written).await).await;
        let found =
            setup.read(async |tx| reverifications::find(&tx, &setup.instance, &session.id).await).await;
        assert_eq!(found.as_ref(), Some(written));
    }
    setup.write(async |tx| clients::delete(&tx, &setup.instance, &client.id).await).await;
    let found = setup.read(async |tx| reverifications::find(&tx, &setup.instance, &session.id).await).await;
    assert_eq!(found, None);
}
