//! Searches find and sort the same on both databases.

use nightdesk_auth::model::{Environment, SessionStatus};
use nightdesk_store::{
    sessions::{self, SessionSearch},
    users::{self, Order, OrderBy, UserSearch},
};
use nightdesk_testkit::{TestDatabase, on_both_databases};
use nightdesk_wire::time::UnixMs;

use crate::fixtures::{NOW, Setup, session, setup};

on_both_databases! {
    parts_are_found_in_any_case,
    wildcards_stand_for_themselves,
    values_of_one_field_widen_and_fields_narrow,
    times_are_compared,
    order_is_by_code_point_and_nulls_come_last,
    pages_do_not_overlap,
    exclusions_leave_out_and_keep_those_without_the_value,
    a_cursor_goes_on_where_the_last_page_ended,
    another_instance_is_never_seen,
    users_are_found_by_their_ids,
    sessions_are_found_by_the_status_they_read_as,
}

async fn found(setup: &Setup, search: UserSearch) -> Vec<String> {
    let order = Order { by: OrderBy::Username, descending: false };
    let users =
        setup.read(async |tx| users::search(&tx, &setup.instance, &search, order, 100, 0).await).await;
    let count = setup.read(async |tx| users::count(&tx, &setup.instance, &search).await).await;
    assert_eq!(usize::try_from(count).unwrap(), users.len(), "the count is that of the same search");
    users.into_iter().filter_map(|user| user.username).collect()
}

async fn people(db: TestDatabase) -> Setup {
    let setup = setup(db).await;
    for (index, (name, first, last, address)) in [
        ("ada", "Ada", "Lovelace", "Ada@Example.com"),
        ("ben", "Ben", "Åkerlund", "ben@example.org"),
        ("Cara", "Cara", "100%", "cara_x@example.com"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut user = setup.user(name, address).await;
        user.first_name = Some(first.to_owned());
        user.last_name = Some(last.to_owned());
        user.external_id = Some(format!("Éxt-{index}"));
        user.created_at = NOW.plus_secs(i64::try_from(index).unwrap());
        user.last_active_at = (index > 0).then(|| NOW.plus_secs(i64::try_from(index).unwrap()));
        setup.write(async |tx| users::update(&tx, &user).await).await;
    }
    setup
}

async fn parts_are_found_in_any_case(db: TestDatabase) {
    let setup = people(db).await;
    let query = |text: &str| UserSearch { query: Some(text.to_owned()), ..UserSearch::default() };
    assert_eq!(found(&setup, query("EXAMPLE.com")).await, ["ada", "Cara"]);
    assert_eq!(found(&setup, query("love")).await, ["ada"]);
    assert_eq!(found(&setup, query("åker")).await, ["ben"]);
    assert_eq!(found(&setup, query("ÅKER")).await, ["ben"]);
    assert_eq!(found(&setup, query("éXT-2")).await, ["Cara"]);
    assert_eq!(found(&setup, query("USER_ben")).await, ["ben"]);
    assert_eq!(found(&setup, query("ada lovelace")).await, ["ada"]);
    let by_address =
        |text: &str| UserSearch { email_address_query: Some(text.to_owned()), ..UserSearch::default() };
    assert_eq!(found(&setup, by_address("ADA@")).await, ["ada"]);
    let by_name = |text: &str| UserSearch { name_query: Some(text.to_owned()), ..UserSearch::default() };
    assert_eq!(found(&setup, by_name("BEN")).await, ["ben"]);
    let by_username =
        |text: &str| UserSearch { username_query: Some(text.to_owned()), ..UserSearch::default() };
    assert_eq!(found(&setup, by_username("AR")).await, ["Cara"]);
}

async fn wildcards_stand_for_themselves(db: TestDatabase) {
    let setup = people(db).await;
    let query = |text: &str| UserSearch { query: Some(text.to_owned()), ..UserSearch::default() };
    assert_eq!(found(&setup, query("0%")).await, ["Cara"]);
    assert_eq!(found(&setup, query("a_x")).await, ["Cara"]);
    assert_eq!(found(&setup, query("n_e")).await, Vec::<String>::new());
    assert_eq!(found(&setup, query("\\")).await, Vec::<String>::new());
}

async fn values_of_one_field_widen_and_fields_narrow(db: TestDatabase) {
    let setup = people(db).await;
    let both = vec!["ada@example.com".to_owned(), "BEN@example.org".to_owned()];
    let search = UserSearch { email_addresses: both, ..UserSearch::default() };
    assert_eq!(found(&setup, search.clone()).await, ["ada", "ben"]);
    let search = UserSearch { usernames: vec!["BEN".to_owned(), "cara".to_owned()], ..search };
    assert_eq!(found(&setup, search.clone()).await, ["ben"]);
    let search = UserSearch { external_ids: vec!["Éxt-1".to_owned()], banned: Some(false), ..search };
    assert_eq!(found(&setup, search.clone()).await, ["ben"]);
    let search = UserSearch { user_ids: vec!["user_ada".to_owned()], ..search };
    assert_eq!(found(&setup, search).await, Vec::<String>::new());
}

async fn times_are_compared(db: TestDatabase) {
    let setup = people(db).await;
    let since = UserSearch { last_active_since: Some(NOW.plus_secs(2)), ..UserSearch::default() };
    assert_eq!(found(&setup, since).await, ["Cara"]);
    let before = UserSearch { last_active_before: Some(NOW.plus_secs(2)), ..UserSearch::default() };
    assert_eq!(found(&setup, before).await, ["ben"]);
    let created = UserSearch {
        created_after: Some(NOW),
        created_before: Some(NOW.plus_secs(2)),
        ..UserSearch::default()
    };
    assert_eq!(found(&setup, created).await, ["ben"]);
    let never = UserSearch { last_sign_in_after: Some(UnixMs(0)), ..UserSearch::default() };
    assert_eq!(found(&setup, never).await, Vec::<String>::new());
    let never = UserSearch { last_sign_in_before: Some(UnixMs(0)), ..UserSearch::default() };
    assert_eq!(found(&setup, never).await, Vec::<String>::new());
}

async fn order_is_by_code_point_and_nulls_come_last(db: TestDatabase) {
    let setup = people(db).await;
    let everybody = UserSearch::default();
    for (by, ascending) in [
        (OrderBy::CreatedAt, ["ada", "ben", "Cara"]),
        (OrderBy::UpdatedAt, ["Cara", "ada", "ben"]),
        (OrderBy::EmailAddress, ["ada", "ben", "Cara"]),
        (OrderBy::FirstName, ["ada", "ben", "Cara"]),
        (OrderBy::LastName, ["Cara", "ada", "ben"]),
        (OrderBy::Username, ["ada", "ben", "Cara"]),
        (OrderBy::LastActiveAt, ["ben", "Cara", "ada"]),
    ] {
        let order = Order { by, descending: false };
        let users =
            setup.read(async |tx| users::search(&tx, &setup.instance, &everybody, order, 9, 0).await).await;
        let names: Vec<_> = users.into_iter().filter_map(|user| user.username).collect();
        assert_eq!(names, ascending, "{by:?}");
    }
    let order = Order { by: OrderBy::LastActiveAt, descending: true };
    let users =
        setup.read(async |tx| users::search(&tx, &setup.instance, &everybody, order, 9, 0).await).await;
    assert_eq!(users.last().unwrap().username.as_deref(), Some("ada"), "without a value, last both ways");
    let order = Order { by: OrderBy::LastSignInAt, descending: true };
    let users =
        setup.read(async |tx| users::search(&tx, &setup.instance, &everybody, order, 9, 0).await).await;
    assert_eq!(users.len(), 3);
}

async fn pages_do_not_overlap(db: TestDatabase) {
    let setup = people(db).await;
    let everybody = UserSearch::default();
    let mut seen = Vec::new();
    for offset in 0..4 {
        let order = Order::default();
        let page = setup
            .read(async |tx| users::search(&tx, &setup.instance, &everybody, order, 1, offset).await)
            .await;
        seen.extend(page.into_iter().filter_map(|user| user.username));
    }
    assert_eq!(seen, ["Cara", "ben", "ada"], "newest first");
}

async fn exclusions_leave_out_and_keep_those_without_the_value(db: TestDatabase) {
    let setup = people(db).await;
    setup.user("dora", "dora@example.com").await;
    let without = UserSearch {
        excluded_user_ids: vec!["user_ada".to_owned()],
        excluded_external_ids: vec!["Éxt-1".to_owned()],
        ..UserSearch::default()
    };
    assert_eq!(found(&setup, without).await, ["Cara", "dora"]);
}

async fn a_cursor_goes_on_where_the_last_page_ended(db: TestDatabase) {
    let setup = people(db).await;
    let ben =
        setup.read(async |tx| users::find_by_username(&tx, &setup.instance, "ben").await).await.unwrap();
    for (descending, rest) in [(true, "ada"), (false, "Cara")] {
        let cursor = users::Cursor { created_at: ben.created_at, id: ben.id.clone(), descending };
        let search = UserSearch { starting_after: Some(cursor), ..UserSearch::default() };
        assert_eq!(found(&setup, search).await, [rest]);
    }
}

async fn another_instance_is_never_seen(db: TestDatabase) {
    let setup = people(db).await;
    let mut other = crate::fixtures::instance("ins_other");
    other.environment = Environment::Production;
    setup.write(async |tx| nightdesk_store::instances::insert(&tx, &other).await).await;
    let everybody = UserSearch::default();
    assert_eq!(setup.read(async |tx| users::count(&tx, &other.id, &everybody).await).await, 0);
    // The same username is free there.
    let namesake = crate::fixtures::user(&other.id, "ada");
    setup.write(async |tx| users::insert(&tx, &namesake).await).await;
    let by_name =
        setup.read(async |tx| users::find_by_username(&tx, &setup.instance, "ADA").await).await.unwrap();
    assert_eq!(by_name.instance_id, setup.instance);
}

async fn users_are_found_by_their_ids(db: TestDatabase) {
    let setup = setup(db).await;
    let (ada, _) = (setup.user("ada", "ada@example.com").await, setup.user("ben", "ben@example.com").await);
    let nobody = nightdesk_wire::ids::UserId::parse("user_nobody").unwrap();
    let found = async |ids: &[&_]| {
        let users = setup.read(async |tx| users::find_all(&tx, &setup.instance, ids).await).await;
        users.into_iter().filter_map(|user| user.username).collect::<Vec<_>>()
    };
    assert_eq!(found(&[&ada.id, &nobody]).await, ["ada"]);
    assert!(found(&[]).await.is_empty());
}

async fn sessions_are_found_by_the_status_they_read_as(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await;
    let client = setup.client("popup").await;
    let live = session(&client, &user, "live");
    let mut expired = session(&client, &user, "expired");
    expired.expire_at = NOW;
    let mut abandoned = session(&client, &user, "abandoned");
    abandoned.abandon_at = NOW;
    let mut revoked = session(&client, &user, "revoked");
    revoked.status = SessionStatus::Revoked;
    for session in [&live, &expired, &abandoned, &revoked] {
        setup.write(async |tx| sessions::insert(&tx, session).await).await;
    }
    for session in [&live, &expired, &abandoned, &revoked] {
        let status = session.status_at(NOW);
        let search = SessionSearch { status: Some((status, NOW)), ..SessionSearch::default() };
        let found = setup.read(async |tx| sessions::search(&tx, &setup.instance, &search, 10, 0).await).await;
        assert_eq!(found.iter().map(|found| &found.id).collect::<Vec<_>>(), [&session.id], "{status:?}");
        assert_eq!(setup.read(async |tx| sessions::count(&tx, &setup.instance, &search).await).await, 1);
    }
    let search = SessionSearch {
        client_id: Some(client.id.clone()),
        user_id: Some(user.id.clone()),
        ..SessionSearch::default()
    };
    assert_eq!(setup.read(async |tx| sessions::count(&tx, &setup.instance, &search).await).await, 4);
}
