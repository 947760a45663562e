//! Passwords that are known to others.

use nightdesk_store::compromised_passwords;
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, setup};

on_both_databases! {
    a_password_is_marked_and_unmarked,
}

async fn a_password_is_marked_and_unmarked(db: TestDatabase) {
    let setup = setup(db).await;
    let user = setup.user("ada", "ada@example.com").await.id;
    let instance = &setup.instance;
    let marked =
        async || setup.read(async |tx| compromised_passwords::find(&tx, instance, &user).await).await;
    assert_eq!(marked().await, None);
    for at in [NOW, NOW.plus_secs(1)] {
        setup.write(async |tx| compromised_passwords::mark(&tx, instance, &user, at).await).await;
        assert_eq!(marked().await, Some(at));
    }
    assert!(setup.write(async |tx| compromised_passwords::unmark(&tx, instance, &user).await).await);
    assert!(!setup.write(async |tx| compromised_passwords::unmark(&tx, instance, &user).await).await);
    assert_eq!(marked().await, None);
}
