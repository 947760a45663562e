use crate::support::{Dev, Folder};

/// Uses the one-time link up and returns the cookie it turns into.
pub fn open(server: &Dev) -> String {
    let answer = server.send("GET", path(server), &[], "");
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

fn path(server: &Dev) -> &str {
    server.text("dashboard_url").strip_prefix(server.text("api_url")).unwrap()
}

#[test]
fn the_printed_link_opens_the_dashboard_once() {
    let server = Folder::new().dev(&[]);
    let cookie = open(&server);
    let answer = server.send("GET", "/dashboard/api/instance", &[("Cookie", &cookie)], "");
    assert_eq!(answer.json()["publishable_key"], server.ready["publishable_key"]);
    assert_eq!(answer.json()["api_url"], server.ready["api_url"]);
    assert_eq!(server.send("GET", path(&server), &[], "").status, 401);
}

#[test]
fn a_new_link_can_be_printed() {
    let folder = Folder::new();
    let server = folder.dev(&[]);
    let output = folder.run(&["dashboard"]);
    let link = String::from_utf8(output.stdout).unwrap();
    let link = link.trim();
    let host = format!("http://{}", server.text("frontend_api"));
    let path = link.strip_prefix(&host).unwrap();
    assert_eq!(server.send("GET", path, &[], "").status, 303);
}
