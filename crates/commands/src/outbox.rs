//! `nightdesk outbox`

use std::{collections::HashMap, time::Duration};

use nightdesk_auth::model::{Channel, OutboxMessage};
use nightdesk_store::{Store, instances, outbox};
use nightdesk_wire::{
    ids::{InstanceId, OutboxMessageId},
    time::UnixMs,
};
use serde::Serialize;

use crate::{args::OutboxArgs, database::open_existing, failure::Failure, output};

/// How often `--follow` looks for news. A person waits for the code, and a look is one indexed read.
const FOLLOW_EVERY: Duration = Duration::from_millis(250);

/// Prints the messages of development instances, oldest first.
///
/// # Errors
/// If the database cannot be opened or read.
pub async fn run(args: OutboxArgs) -> Result<(), Failure> {
    let store = open_existing(&args.database).await?;
    let mut seen = HashMap::new();
    let count = print_new(&store, &mut seen, args.json).await?;
    if !args.follow {
        if count == 0 && !args.json {
            output::to_stderr("The outbox is empty. Ask for a sign-in code, and it shows up here.")?;
        }
        return Ok(());
    }
    let mut ticks = tokio::time::interval(FOLLOW_EVERY);
    loop {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => return Ok(()),
            _ = ticks.tick() => print_new(&store, &mut seen, args.json).await?,
        };
    }
}

/// Prints what came since the last call; `seen` remembers the last position of every instance.
async fn print_new(store: &Store, seen: &mut HashMap<InstanceId, i64>, json: bool) -> Result<usize, Failure> {
    let known = &*seen;
    let news = store
        .read(|tx| async move {
            let mut news = Vec::new();
            for instance in instances::list(&tx).await? {
                let after = known.get(&instance.id).copied().unwrap_or_default();
                news.extend(outbox::list_after(&tx, &instance.id, after).await?);
            }
            Ok::<_, nightdesk_store::Error>(news)
        })
        .await?;
    for delivered in &news {
        seen.insert(delivered.message.instance_id.clone(), delivered.position);
        if json {
            output::json_line(&Printed::from(&delivered.message))?;
        } else {
            output::line(&text(&delivered.message))?;
        }
    }
    Ok(news.len())
}

#[derive(Serialize)]
struct Printed<'a> {
    id: &'a OutboxMessageId,
    channel: &'static str,
    to: &'a str,
    subject: Option<&'a str>,
    body: &'a str,
    code: Option<&'a str>,
    link: Option<&'a str>,
    created_at: UnixMs,
}

impl<'a> From<&'a OutboxMessage> for Printed<'a> {
    fn from(message: &'a OutboxMessage) -> Self {
        Self {
            id: &message.id,
            channel: match message.channel {
                Channel::Email => "email",
                Channel::Sms => "sms",
            },
            to: &message.recipient,
            subject: message.subject.as_deref(),
            body: &message.body,
            code: message.code.as_deref(),
            link: message.link.as_deref(),
            created_at: message.created_at,
        }
    }
}

fn text(message: &OutboxMessage) -> String {
    let mut text = format!("To: {}\n", message.recipient);
    for (name, value) in [("Subject", &message.subject), ("Code", &message.code), ("Link", &message.link)] {
        if let Some(value) = value {
            text.push_str(&format!("{name}: {value}\n"));
        }
    }
    text.push('\n');
    for line in message.body.trim_end().lines() {
        text.push_str(&format!("  {line}\n"));
    }
    text
}
