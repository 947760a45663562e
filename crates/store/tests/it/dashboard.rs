//! What the dashboard keeps: the log, admins, imports.

use nightdesk_auth::model::{
    ActorKind, Admin, DashboardSession, Digest, Event, EventKind, Import, ImportRefusal, Secret,
};
use nightdesk_store::{
    Error, admins, dashboard,
    events::{self, EventSearch},
    imports,
};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::ids::{AdminId, EventId, ImportId};

use crate::fixtures::{NOW, Setup, application, setup};

on_both_databases! {
    the_log_is_read_backwards_by_kind_and_subject,
    events_are_counted_by_the_hour,
    admins_are_found_by_address_in_any_case,
    a_dashboard_is_closed_by_itself_and_with_its_admin,
    an_import_moves_on_from_where_it_is_only,
}

fn event(setup: &Setup, name: &str, kind: EventKind, subject: &str, secs: i64) -> Event {
    Event {
        id: EventId::parse(format!("evt_{name}")).unwrap(),
        instance_id: setup.instance.clone(),
        kind,
        operation: "POST /users/{user_id}/ban".to_owned(),
        actor_kind: ActorKind::Link,
        actor: String::new(),
        subject: Some(subject.to_owned()),
        created_at: NOW.plus_secs(secs),
    }
}

async fn logged(db: TestDatabase) -> Setup {
    let setup = setup(db).await;
    for event in [
        event(&setup, "a", EventKind::SignIn, "user_ada", 0),
        event(&setup, "b", EventKind::Change, "user_ben", 0),
        event(&setup, "c", EventKind::SignIn, "user_ben", 3600),
    ] {
        setup.write(async |tx| events::insert(&tx, &event).await).await;
    }
    setup
}

async fn the_log_is_read_backwards_by_kind_and_subject(db: TestDatabase) {
    let setup = logged(db).await;
    let read = async |search: EventSearch| {
        let found = setup.read(async |tx| events::search(&tx, &setup.instance, &search, 10).await).await;
        found.into_iter().map(|event| event.id.as_str()[4..].to_owned()).collect::<String>()
    };
    assert_eq!(read(EventSearch::default()).await, "cba");
    assert_eq!(read(EventSearch { kind: Some(EventKind::SignIn), ..EventSearch::default() }).await, "ca");
    let ben = Some("user_ben".to_owned());
    assert_eq!(read(EventSearch { subject: ben, ..EventSearch::default() }).await, "cb");
    let before = Some((NOW, EventId::parse("evt_b").unwrap()));
    assert_eq!(read(EventSearch { before, ..EventSearch::default() }).await, "a");
}

async fn events_are_counted_by_the_hour(db: TestDatabase) {
    let setup = logged(db).await;
    let count = setup
        .read(async |tx| events::count_by_hour(&tx, &setup.instance, EventKind::SignIn, NOW).await)
        .await;
    let hour = NOW.as_secs() / 3600;
    assert_eq!(count, [(hour, 1), (hour + 1, 1)]);
}

fn admin(id: &str) -> Admin {
    Admin {
        id: AdminId::parse(id).unwrap(),
        application_id: application().id,
        email_address: "Ada@Example.com".to_owned(),
        address_lower: "ada@example.com".to_owned(),
        password_digest: Secret::new("$argon2id$"),
        totp: None,
        failed_attempts: 0,
        locked_until: None,
        last_sign_in_at: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

async fn admins_are_found_by_address_in_any_case(db: TestDatabase) {
    let setup = setup(db).await;
    let mut admin = admin("adm_a");
    setup.write(async |tx| admins::insert(&tx, &admin).await).await;
    admin.failed_attempts = 3;
    assert!(setup.write(async |tx| admins::update(&tx, &admin).await).await);
    let found =
        setup.read(async |tx| admins::find_by_address(&tx, &admin.application_id, "ADA@example.com").await);
    assert_eq!(found.await.unwrap().failed_attempts, 3);
    admin.id = AdminId::parse("adm_b").unwrap();
    let twice = setup.store.write(async |tx| admins::insert(&tx, &admin).await).await;
    assert!(matches!(twice, Err(Error::Conflict)), "{twice:?}");
    let id = AdminId::parse("adm_a").unwrap();
    assert!(setup.write(async |tx| admins::delete(&tx, &admin.application_id, &id).await).await);
    assert!(setup.read(async |tx| admins::list(&tx, &admin.application_id).await).await.is_empty());
}

async fn a_dashboard_is_closed_by_itself_and_with_its_admin(db: TestDatabase) {
    let setup = setup(db).await;
    let admin = admin("adm_a");
    setup.write(async |tx| admins::insert(&tx, &admin).await).await;
    let find =
        async || setup.read(async |tx| admins::find(&tx, &admin.application_id, &admin.id).await).await;
    assert_eq!(find().await.unwrap().address_lower, admin.address_lower);
    let sessions = ["one", "two", "three"].map(|cookie| DashboardSession {
        instance_id: setup.instance.clone(),
        digest: Digest::of(cookie),
        admin_id: Some(admin.id.clone()),
        expires_at: NOW.plus_secs(60),
        created_at: NOW,
    });
    for session in &sessions {
        setup.write(async |tx| dashboard::insert_session(&tx, session).await).await;
    }
    let digest = &sessions[0].digest;
    let close =
        async || setup.write(async |tx| dashboard::delete_session(&tx, &setup.instance, digest).await).await;
    assert_eq!([close().await, close().await], [true, false]);
    let open = async || {
        let mut open = 0;
        for session in &sessions {
            let found = setup
                .read(async |tx| dashboard::find_session(&tx, &setup.instance, &session.digest, NOW).await)
                .await;
            open += usize::from(found.is_some());
        }
        open
    };
    assert_eq!(open().await, 2);
    setup.write(async |tx| dashboard::delete_sessions_of(&tx, &admin.id).await).await;
    assert_eq!(open().await, 0);
}

async fn an_import_moves_on_from_where_it_is_only(db: TestDatabase) {
    let setup = setup(db).await;
    let import = Import {
        id: ImportId::parse("imp_a").unwrap(),
        instance_id: setup.instance.clone(),
        file_name: "users.csv".to_owned(),
        file_digest: "00".to_owned(),
        total: 3,
        position: 0,
        refused: 0,
        created_at: NOW,
        updated_at: NOW,
    };
    let refusal = ImportRefusal {
        position: 1,
        record: "ada@example.com".to_owned(),
        field: Some("email_address".to_owned()),
        reason: "taken".to_owned(),
    };
    setup.write(async |tx| imports::insert(&tx, &import).await).await;
    let advance = async || setup.write(async |tx| imports::advance(&tx, &import, 2, 1, NOW).await).await;
    let moved = advance().await.unwrap();
    assert_eq!((moved.position, moved.refused), (2, 1));
    assert!(advance().await.is_none(), "another request has dealt with these records");
    let (instance, id) = (&setup.instance, &import.id);
    setup.write(async |tx| imports::insert_refusal(&tx, instance, id, &refusal).await).await;
    let list =
        async |after| setup.read(async |tx| imports::list_refusals(&tx, instance, id, after, 10).await).await;
    assert_eq!(list(-1).await, [refusal]);
    assert!(list(1).await.is_empty());
    assert_eq!(setup.read(async |tx| imports::list_newest(&tx, instance, 10).await).await[0].position, 2);
    assert!(setup.read(async |tx| imports::find(&tx, instance, id).await).await.is_some());
}
