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

#[test]
fn a_bad_sender_address_is_named() {
    let error = SmtpSender::new(SmtpConfig { from: "nobody".into(), ..config(25) }).err().expect("refused");
    assert!(error.to_string().contains("'nobody'"), "{error}");
}
