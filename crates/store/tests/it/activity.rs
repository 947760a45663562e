//! Who is here, by their last activity.

use nightdesk_auth::model::SessionStatus;
use nightdesk_store::sessions;
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, Setup, session, setup};

on_both_databases! { live_sessions_come_by_their_last_activity, they_are_read_by_the_index }

async fn live_sessions_come_by_their_last_activity(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let client = setup.client("popup").await;
    for (name, secs, status) in [
        ("a", 5, SessionStatus::Active),
        ("b", 9, SessionStatus::Pending),
        ("c", 9, SessionStatus::Active),
        ("gone", 10, SessionStatus::Revoked),
        ("over", 11, SessionStatus::Active),
    ] {
        let mut session = session(&client, &user, name);
        (session.status, session.last_active_at) = (status, NOW.plus_secs(secs));
        if name == "over" {
            session.expire_at = NOW;
        }
        setup.write(async |tx| sessions::insert(&tx, &session).await).await;
    }
    let read = async |after, limit| {
        setup.read(async |tx| sessions::list_by_activity(&tx, &setup.instance, NOW, after, limit).await).await
    };
    let names = |found: &[nightdesk_auth::model::Session]| {
        found.iter().map(|session| session.id.as_str()[5..].to_owned()).collect::<String>()
    };
    assert_eq!(names(&read(None, 9).await), "cba");
    let first = read(None, 1).await;
    let place = (first[0].last_active_at, first[0].id.clone());
    assert_eq!(names(&read(Some(&place), 9).await), "ba");
}

async fn they_are_read_by_the_index(db: TestDatabase) {
    let setup = many(db).await;
    let place = (NOW.plus_secs(900), session_id("s900"));
    for after in [None, Some(&place)] {
        let plan = setup
            .read(async |tx| sessions::explain_by_activity(&tx, &setup.instance, NOW, after).await)
            .await
            .join("\n");
        assert!(plan.contains("sessions_by_activity"), "{plan}");
        for whole_table in ["SCAN sessions", "Seq Scan", "USE TEMP B-TREE", "Sort "] {
            assert!(!plan.contains(whole_table), "{plan}");
        }
    }
}

fn session_id(name: &str) -> nightdesk_wire::ids::SessionId {
    nightdesk_wire::ids::SessionId::parse(format!("sess_{name}")).unwrap()
}

/// As many sessions as make a whole table worth avoiding.
async fn many(db: TestDatabase) -> Setup {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let client = setup.client("popup").await;
    setup
        .write(async |tx| {
            for n in 0..2000 {
                let mut session = session(&client, &user, &format!("s{n}"));
                session.last_active_at = NOW.plus_secs(n);
                sessions::insert(&tx, &session).await?;
            }
            tx.execute("ANALYZE", &[]).await
        })
        .await;
    setup
}
