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
    old_events_are_forgotten_a_few_at_a_time,
    admins_are_found_by_address_in_any_case,
    admins_are_listed_from_the_newest_on,
    a_dashboard_is_closed_by_itself_and_with_its_admin,
    open_dashboards_are_listed_and_closed_but_one,
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

async fn old_events_are_forgotten_a_few_at_a_time(db: TestDatabase) {
    let setup = setup(db).await;
    for n in 0..30 {
        let event = event(&setup, &format!("n{n}"), EventKind::Change, "user_ada", n);
        setup.write(async |tx| events::insert(&tx, &event).await).await;
    }
    let forget = async || {
        let since = NOW.plus_secs(25);
        setup.write(async |tx| events::forget_before(&tx, &setup.instance, since).await).await;
        let search = EventSearch::default();
        setup.read(async |tx| events::search(&tx, &setup.instance, &search, 50).await).await
    };
    assert_eq!(forget().await.len(), 10, "the oldest twenty are gone");
    let kept = forget().await;
    assert_eq!((kept.len(), kept.last().unwrap().created_at), (5, NOW.plus_secs(25)));
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
    assert_eq!(setup.read(async |tx| admins::count(&tx, &admin.application_id).await).await, 0);
}

async fn admins_are_listed_from_the_newest_on(db: TestDatabase) {
    let setup = setup(db).await;
    let application = application().id;
    for (name, secs) in [("a", 0), ("b", 1), ("c", 1)] {
        let address = format!("{name}@example.com");
        let admin = Admin {
            email_address: address.clone(),
            address_lower: address,
            created_at: NOW.plus_secs(secs),
            ..admin(&format!("adm_{name}"))
        };
        setup.write(async |tx| admins::insert(&tx, &admin).await).await;
    }
    let names = |found: Vec<Admin>| found.iter().map(|admin| &admin.email_address[..1]).collect::<String>();
    let list = async |after, limit| {
        names(setup.read(async |tx| admins::list_newest(&tx, &application, after, limit).await).await)
    };
    assert_eq!(list(None, 9).await, "cba");
    assert_eq!(list(None, 2).await, "cb");
    let place = (NOW.plus_secs(1), AdminId::parse("adm_c").unwrap());
    assert_eq!(list(Some(&place), 9).await, "ba");
    assert_eq!(setup.read(async |tx| admins::count(&tx, &application).await).await, 3);
    let (b, nobody) = (AdminId::parse("adm_b").unwrap(), AdminId::parse("adm_nobody").unwrap());
    let found = async |ids: &[&AdminId]| {
        names(setup.read(async |tx| admins::find_all(&tx, &application, ids).await).await)
    };
    assert_eq!((found(&[&b, &nobody]).await.as_str(), found(&[]).await.as_str()), ("b", ""));
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
        browser: Some("Firefox on Linux".to_owned()),
        ip_address: None,
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

async fn open_dashboards_are_listed_and_closed_but_one(db: TestDatabase) {
    let setup = setup(db).await;
    let admin = admin("adm_a");
    setup.write(async |tx| admins::insert(&tx, &admin).await).await;
    for (cookie, secs, life) in [("one", 0, 60), ("two", 1, 60), ("three", 1, 60), ("over", 2, -5)] {
        let session = DashboardSession {
            instance_id: setup.instance.clone(),
            digest: Digest::of(cookie),
            admin_id: (cookie != "two").then(|| admin.id.clone()),
            browser: None,
            ip_address: Some("127.0.0.1".to_owned()),
            expires_at: NOW.plus_secs(life),
            created_at: NOW.plus_secs(secs),
        };
        setup.write(async |tx| dashboard::insert_session(&tx, &session).await).await;
    }
    let application = admin.application_id.clone();
    let list = async |after, limit| {
        setup.read(async |tx| dashboard::list_sessions(&tx, &application, NOW, after, limit).await).await
    };
    let all = list(None, 9).await;
    assert_eq!(all.len(), 3);
    assert_eq!(
        (all[2].digest.as_str(), all[2].ip_address.as_deref()),
        (Digest::of("one").as_str(), Some("127.0.0.1"))
    );
    let find = async |digest: &Digest| {
        setup.read(async |tx| dashboard::find_session_of(&tx, &application, digest, NOW).await).await
    };
    assert!(find(&all[0].digest).await.is_some() && find(&Digest::of("over")).await.is_none());
    let place = (all[0].created_at, all[0].digest.clone());
    let rest = list(Some(&place), 9).await;
    assert_eq!(rest.len(), 2);
    assert_eq!(rest[0].digest.as_str(), all[1].digest.as_str());
    setup.write(async |tx| dashboard::forget_sessions(&tx, &setup.instance, NOW.plus_secs(-10)).await).await;
    let kept = Digest::of("one");
    setup.write(async |tx| dashboard::delete_other_sessions_of(&tx, &admin.id, &kept).await).await;
    assert_eq!(list(None, 9).await.len(), 2, "the admin's own, and the one by a link");
    setup.write(async |tx| dashboard::forget_sessions(&tx, &setup.instance, NOW.plus_secs(60)).await).await;
    assert_eq!(list(None, 9).await.len(), 0);
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
    let newest = setup.read(async |tx| imports::list_newest(&tx, instance, None, 10).await).await;
    assert_eq!(newest[0].position, 2);
    let place = (newest[0].created_at, newest[0].id.clone());
    let rest = setup.read(async |tx| imports::list_newest(&tx, instance, Some(&place), 10).await).await;
    assert!(rest.is_empty());
    assert!(setup.read(async |tx| imports::find(&tx, instance, id).await).await.is_some());
}
