//! What was sent of late.

use nightdesk_auth::model::Digest;
use nightdesk_store::message_counts;
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, setup};

on_both_databases! {
    the_times_of_a_recipient_are_kept_until_they_are_old,
}

async fn the_times_of_a_recipient_are_kept_until_they_are_old(db: TestDatabase) {
    let setup = setup(db).await;
    let instance = &setup.instance;
    let (ada, ben) = (Digest::of("ada@example.com"), Digest::of("ben@example.com"));
    let find = async |to: &Digest| setup.read(async |tx| message_counts::find(&tx, instance, to).await).await;
    let put = async |to: &Digest, times: &[_]| {
        let last = *times.last().unwrap();
        setup.write(async |tx| message_counts::put(&tx, instance, to, times, last).await).await;
    };
    assert!(find(&ada).await.is_empty());
    put(&ada, &[NOW]).await;
    put(&ada, &[NOW, NOW.plus_secs(1)]).await;
    put(&ben, &[NOW]).await;
    assert_eq!(find(&ada).await, [NOW, NOW.plus_secs(1)]);
    setup.write(async |tx| message_counts::forget(&tx, instance, NOW).await).await;
    assert_eq!((find(&ada).await.len(), find(&ben).await.len()), (2, 0));
}
