//! Handshakes that wait, and the tokens that save later ones.

use nightdesk_auth::model::{Digest, RefreshToken};
use nightdesk_store::{handshakes, refresh_tokens, sessions};
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, session, setup};

on_both_databases! {
    a_handshake_is_taken_once_and_in_time,
    a_session_keeps_its_newest_refresh_tokens,
}

async fn a_handshake_is_taken_once_and_in_time(db: TestDatabase) {
    let setup = setup(db).await;
    let instance = &setup.instance;
    let sealed = "what nobody can read";
    let until = NOW.plus_secs(60);
    let put = async |name: &str, now| {
        let nonce = Digest::of(name);
        setup.write(async |tx| handshakes::insert(&tx, instance, &nonce, sealed, until, now).await).await;
    };
    let take = async |name: &str, now| {
        let nonce = Digest::of(name);
        setup.write(async |tx| handshakes::take(&tx, instance, &nonce, now).await).await
    };
    put("a", NOW).await;
    put("b", NOW).await;
    assert_eq!(take("a", NOW).await, Some(sealed.to_owned()));
    assert_eq!(take("a", NOW).await, None);
    assert_eq!(take("b", until).await, None);
    // The next one sweeps it out.
    put("c", until).await;
    assert_eq!(take("b", NOW).await, None);
}

async fn a_session_keeps_its_newest_refresh_tokens(db: TestDatabase) {
    let setup = setup(db).await;
    let (user, client) = (setup.user("ada", "ada@example.com").await, setup.client("a").await);
    let session = session(&client, &user, "a");
    setup.write(async |tx| sessions::insert(&tx, &session).await).await;
    let instance = &setup.instance;
    let token = |n: i64| RefreshToken {
        instance_id: instance.clone(),
        digest: Digest::of(&format!("token {n}")),
        session_id: session.id.clone(),
        used_at: None,
        expires_at: NOW.plus_secs(60),
        created_at: NOW.plus_secs(n),
    };
    for n in 0..11 {
        setup.write(async |tx| refresh_tokens::insert(&tx, &token(n)).await).await;
    }
    let find =
        async |n| setup.read(async |tx| refresh_tokens::find(&tx, instance, &token(n).digest).await).await;
    assert_eq!(find(0).await, None);
    assert_eq!(find(1).await, Some(token(1)));
    for later in [1, 2] {
        let now = NOW.plus_secs(later);
        setup.write(async |tx| refresh_tokens::note_use(&tx, instance, &token(1).digest, now).await).await;
    }
    assert_eq!(find(1).await.unwrap().used_at, Some(NOW.plus_secs(1)), "the first use counts");
    setup.write(async |tx| refresh_tokens::delete_of_session(&tx, instance, &session.id).await).await;
    assert_eq!(find(10).await, None);
}
