//! Users are found by the beginning of what they are known by, and only what is found is read.

use nightdesk_store::{
    email_addresses,
    user_terms::{self, TermSearch},
    users,
};
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, Setup, email, setup, user};

on_both_databases! {
    every_term_is_found_by_its_beginning_in_any_case,
    a_user_comes_once_and_pages_follow_each_other,
    terms_follow_what_is_changed_and_deleted,
    the_banned_and_the_locked_can_be_asked_for,
    a_search_goes_by_the_index,
}

fn prefix(text: &str) -> TermSearch {
    TermSearch { prefix: text.to_owned(), ..TermSearch::default() }
}

async fn found(setup: &Setup, search: &TermSearch) -> Vec<String> {
    let found = setup.read(async |tx| user_terms::search(&tx, &setup.instance, search, 100).await).await;
    found.into_iter().map(|found| found.user_id.as_str().to_owned()).collect()
}

async fn people(db: TestDatabase) -> Setup {
    let setup = setup(db).await;
    for (name, first, last, address) in [
        ("ada", "Ada", "Lovelace", "Ada@Example.com"),
        ("ben", "Ben", "Åkerlund", "ben@example.org"),
        ("cara", "Cara", "100%", "cara_x@example.com"),
    ] {
        let mut user = setup.user(name, address).await;
        (user.first_name, user.last_name) = (Some(first.to_owned()), Some(last.to_owned()));
        user.external_id = Some(format!("Ext-{name}"));
        setup.write(async |tx| users::update(&tx, &user).await).await;
    }
    setup
}

async fn every_term_is_found_by_its_beginning_in_any_case(db: TestDatabase) {
    let setup = people(db).await;
    for text in ["ADA@ex", "ada l", "love", "ext-ADA", "USER_a"] {
        assert_eq!(found(&setup, &prefix(text)).await, ["user_ada"], "{text}");
    }
    assert_eq!(found(&setup, &prefix("åker")).await, ["user_ben"]);
    assert_eq!(found(&setup, &prefix("100%")).await, ["user_cara"]);
    for text in ["example.com", "a%", "ada_", "lovelaces"] {
        assert!(found(&setup, &prefix(text)).await.is_empty(), "{text}");
    }
}

async fn a_user_comes_once_and_pages_follow_each_other(db: TestDatabase) {
    let setup = people(db).await;
    assert_eq!(found(&setup, &prefix("")).await.len(), 3);
    let mut search = prefix("");
    let mut seen = Vec::new();
    while let [one] =
        &setup.read(async |tx| user_terms::search(&tx, &setup.instance, &search, 1).await).await[..]
    {
        seen.push(one.user_id.as_str().to_owned());
        search.after = Some(one.clone());
    }
    seen.sort_unstable();
    assert_eq!(seen, ["user_ada", "user_ben", "user_cara"]);
}

async fn terms_follow_what_is_changed_and_deleted(db: TestDatabase) {
    let setup = people(db).await;
    let find = async |id| setup.read(async |tx| users::find(&tx, &setup.instance, id).await).await;
    let mut ada = find(&user(&setup.instance, "ada").id).await.unwrap();
    ada.last_name = Some("Byron".to_owned());
    setup.write(async |tx| users::update(&tx, &ada).await).await;
    assert!(found(&setup, &prefix("love")).await.is_empty());
    assert_eq!(found(&setup, &prefix("byr")).await, ["user_ada"]);
    let address = email(&ada, "Ada@Example.com").id;
    setup.write(async |tx| email_addresses::delete(&tx, &setup.instance, &address).await).await;
    assert!(found(&setup, &prefix("ada@")).await.is_empty());
    setup.write(async |tx| users::delete(&tx, &setup.instance, &ada.id).await).await;
    assert!(found(&setup, &prefix("byr")).await.is_empty());
}

async fn the_banned_and_the_locked_can_be_asked_for(db: TestDatabase) {
    let setup = people(db).await;
    let change = async |name: &str, banned: bool, locked: i64| {
        let id = user(&setup.instance, name).id;
        let mut user = setup.read(async |tx| users::find(&tx, &setup.instance, &id).await).await.unwrap();
        (user.banned, user.locked_until) = (banned, Some(NOW.plus_secs(locked)));
        setup.write(async |tx| users::update(&tx, &user).await).await;
    };
    change("ada", true, -1).await;
    change("ben", false, 60).await;
    assert_eq!(found(&setup, &TermSearch { banned: true, ..prefix("") }).await, ["user_ada"]);
    let locked = TermSearch { locked_at: Some(NOW), ..TermSearch::default() };
    assert_eq!(found(&setup, &locked).await, ["user_ben"]);
    assert!(found(&setup, &TermSearch { prefix: "ada".to_owned(), ..locked }).await.is_empty());
}

async fn a_search_goes_by_the_index(db: TestDatabase) {
    let setup = setup(db).await;
    setup
        .write(async |tx| {
            for n in 0..2000 {
                users::insert(&tx, &user(&setup.instance, &format!("u{n}"))).await?;
            }
            tx.execute("ANALYZE", &[]).await
        })
        .await;
    let search = prefix("u19");
    let plan =
        setup.read(async |tx| user_terms::explain(&tx, &setup.instance, &search).await).await.join("\n");
    let sorted_by_index = plan.contains("SEARCH t USING COVERING INDEX sqlite_autoindex_user_terms_1")
        || plan.contains("using user_terms_pkey on user_terms t");
    assert!(sorted_by_index, "{plan}");
    for whole_table in ["SCAN t", "Seq Scan", "USE TEMP B-TREE", "Sort "] {
        assert!(!plan.contains(whole_table), "{plan}");
    }
}
