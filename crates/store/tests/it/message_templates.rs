use nightdesk_auth::model::{Channel, MessageTemplate};
use nightdesk_store::message_templates;
use nightdesk_testkit::{TestDatabase, on_both_databases};

use crate::fixtures::{NOW, setup};

on_both_databases! { a_template_is_put_over_the_one_of_its_message_and_deleted }

async fn a_template_is_put_over_the_one_of_its_message_and_deleted(db: TestDatabase) {
    let setup = setup(db).await;
    let mut template = MessageTemplate {
        instance_id: setup.instance.clone(),
        channel: Channel::Email,
        slug: "invitation".to_owned(),
        name: None,
        subject: Some("Come in".to_owned()),
        body: None,
        text: Some("{{ action_url }}".to_owned()),
        delivered: true,
        created_at: NOW,
        updated_at: NOW,
    };
    let find = async |channel| {
        let find =
            setup.read(async |tx| message_templates::find(&tx, &setup.instance, channel, "invitation").await);
        find.await
    };
    assert_eq!(find(Channel::Email).await, None);
    setup.write(async |tx| message_templates::put(&tx, &template).await).await;
    template.subject = None;
    template.delivered = false;
    template.updated_at = NOW.plus_secs(1);
    setup.write(async |tx| message_templates::put(&tx, &template).await).await;
    assert_eq!(find(Channel::Email).await.as_ref(), Some(&template));
    assert_eq!(find(Channel::Sms).await, None);
    let list = async |channel| {
        setup.read(async |tx| message_templates::list(&tx, &setup.instance, channel).await).await
    };
    assert_eq!(list(Channel::Email).await, [template]);
    assert!(list(Channel::Sms).await.is_empty());
    let delete = async || {
        let channel = Channel::Email;
        setup
            .write(async |tx| message_templates::delete(&tx, &setup.instance, channel, "invitation").await)
            .await
    };
    assert_eq!([delete().await, delete().await], [true, false]);
}
