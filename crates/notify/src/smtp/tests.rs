use nightdesk_wire::ids::InstanceId;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};

use super::*;
use crate::{About, Kind, Occasion};

fn message() -> Message {
    let instance = InstanceId::parse("ins_2abcdefghijklmnopqrstuvwxyz").expect("a well-formed id");
    let about = About::Code { code: "483920", lifetime_secs: 600 };
    Occasion { kind: Kind::EmailCode, instance_id: &instance, app_name: "Acme", to: "ada@example.com", about }
        .built_in()
}

fn config(port: u16) -> SmtpConfig {
    SmtpConfig {
        host: "127.0.0.1".into(),
        port,
        encryption: SmtpEncryption::None,
        credentials: None,
        from: "Acme <no-reply@acme.example>".into(),
    }
}

/// A mail server of one connection: answers `RCPT` with `rcpt_answer`, returns everything it was told.
async fn mail_server(listener: TcpListener, rcpt_answer: &'static str) -> String {
    let (stream, _) = listener.accept().await.expect("a connection");
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut heard = String::new();
    let mut in_body = false;
    write.write_all(b"220 ready\r\n").await.expect("greeting");
    while let Ok(Some(line)) = lines.next_line().await {
        heard.push_str(&line);
        heard.push('\n');
        let answer = match line.as_str() {
            "." => {
                in_body = false;
                "250 taken\r\n"
            }
            _ if in_body => continue,
            "DATA" => {
                in_body = true;
                "354 go on\r\n"
            }
            "QUIT" => break,
            line if line.starts_with("RCPT") => rcpt_answer,
            _ => "250 ok\r\n",
        };
        write.write_all(answer.as_bytes()).await.expect("answer");
        if answer == "250 taken\r\n" {
            break;
        }
    }
    heard
}

#[tokio::test]
async fn the_mail_server_gets_sender_recipient_and_code() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server = tokio::spawn(mail_server(listener, "250 ok\r\n"));
    SmtpSender::new(config(port)).expect("usable").send(message()).await.expect("sent");
    let heard = server.await.expect("the server ran");
    for part in
        ["MAIL FROM:<no-reply@acme.example>", "RCPT TO:<ada@example.com>", "483920 is your code for Acme"]
            .into_iter()
            .chain([
                "Content-Type: multipart/alternative",
                "Content-Type: text/plain",
                "Content-Type: text/html",
            ])
    {
        assert!(heard.contains(part), "{part} is missing in\n{heard}");
    }
}

#[tokio::test]
async fn a_refused_recipient_is_permanent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server = tokio::spawn(mail_server(listener, "550 no such user\r\n"));
    let error = SmtpSender::new(config(port)).expect("usable").send(message()).await.expect_err("refused");
    assert!(!error.is_temporary(), "{error}");
    server.abort();
}

#[tokio::test]
async fn a_mail_server_that_is_down_is_temporary() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let error = SmtpSender::new(config(port)).expect("usable").send(message()).await.expect_err("down");
    assert!(error.is_temporary(), "{error}");
}

#[tokio::test]
async fn a_mail_has_an_id_at_the_domain_of_its_sender() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server = tokio::spawn(mail_server(listener, "250 ok\r\n"));
    SmtpSender::new(config(port)).expect("usable").send(message()).await.expect("sent");
    let heard = server.await.expect("the server ran");
    let ids: Vec<_> = heard.lines().filter_map(|line| line.strip_prefix("Message-ID: <")).collect();
    let [id] = ids[..] else { panic!("{heard}") };
    let unique = id.strip_suffix("@acme.example>").expect(id);
    assert!(unique.len() > 20 && unique.chars().all(|c| c.is_ascii_alphanumeric()), "{id}");
}

/// Plays a mail server that says `says`, line by line, each after the client's last; what the sender makes of it.
async fn told(encryption: SmtpEncryption, says: &'static [&'static str]) -> (SendError, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a connection");
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        for line in says {
            write.write_all(line.as_bytes()).await.expect("an answer");
            let _ = lines.next_line().await;
        }
        // Open, and silent from then on.
        std::future::pending::<()>().await;
    });
    let sender = SmtpSender::new(SmtpConfig { encryption, ..config(port) }).expect("usable");
    let error = sender.send(message()).await.expect_err("not taken");
    server.abort();
    (error, format!("127.0.0.1:{port}"))
}

#[tokio::test(start_paused = true)]
async fn a_mail_server_that_falls_silent_has_one_deadline_for_the_whole_mail() {
    let (greets, until_data) = (&["220 hi\r\n"][..], &["220 hi\r\n", "250 ok\r\n", "250 ok\r\n"][..]);
    for says in [&[], greets, until_data] {
        let started = tokio::time::Instant::now();
        let (error, server) = told(SmtpEncryption::None, says).await;
        assert!(started.elapsed() <= DEADLINE + Duration::from_secs(1), "{:?}", started.elapsed());
        let text = error.to_string();
        assert!(error.is_temporary() && text.contains(&server) && text.contains("15 seconds"), "{text}");
        assert!(text.contains("smtp_port and smtp_encryption"), "{text}");
    }
}

#[tokio::test]
async fn errors_name_the_server_and_the_settings_and_repeat_no_secret() {
    use SmtpEncryption::{None, StartTls};
    for (encryption, says, temporary, setting) in [
        (StartTls, &["220 hi\r\n", "250 hi\r\n"][..], true, "smtp_encryption"),
        (None, &["220 hi\r\n", "250 hi\r\n", "535 who?\r\n", "221 bye\r\n"], true, "smtp_password"),
        (None, &["220 hi\r\n", "250 hi\r\n", "553 no 483920\r\n", "221 bye\r\n"], false, "smtp_from"),
    ] {
        let (error, server) = told(encryption, says).await;
        let text = error.to_string();
        assert!(text.contains(&server) && text.contains(setting), "{text}");
        assert!(error.is_temporary() == temporary && !text.contains("483920"), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_mail_after_one_that_was_given_up_is_told_its_own_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let sender = SmtpSender::new(config(listener.local_addr().expect("an address").port())).expect("usable");
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a connection");
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        for answer in ["220 hi\r\n", "250 ok\r\n"] {
            write.write_all(answer.as_bytes()).await.expect("an answer");
            let _ = lines.next_line().await;
        }
        let heard = mail_server(listener, "250 ok\r\n").await;
        drop((lines, write));
        heard
    });
    sender.send(message()).await.expect_err("given up");
    // What the pool does with a connection that it gets back, it does in a task.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    tokio::time::resume();
    sender.send(message()).await.expect("sent");
    assert!(server.await.expect("the server ran").contains("483920"));
}

#[test]
fn a_bad_sender_address_is_named() {
    let error = SmtpSender::new(SmtpConfig { from: "nobody".into(), ..config(25) }).err().expect("refused");
    assert!(error.to_string().contains("'nobody'"), "{error}");
}
