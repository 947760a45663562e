//! A browser with the dashboard open.

use axum::{body::Body, http::Request};
use nightdesk_auth::Clock as _;
use nightdesk_server::pages::access::one_time_link;
use nightdesk_testkit::{Answer, TestApp};
use serde_json::{Value, json};

pub const HOST: &str = "127.0.0.1:4400";

/// A new one-time link.
pub async fn link(app: &TestApp) -> String {
    one_time_link(&app.store, &app.instance.id, &*app.rng, app.clock.now()).await.unwrap()
}

/// A plain GET, with or without a cookie.
pub async fn get(app: &TestApp, path: &str, cookie: Option<&str>) -> Answer {
    let mut request = Request::get(path).header("host", HOST);
    if let Some(cookie) = cookie {
        request = request.header("cookie", cookie);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

/// The cookie that an answer sets, as the browser sends it back.
pub fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

/// What admins of these tests sign in by.
pub const PASSWORD: &str = "correct horse battery";

/// An open dashboard.
pub struct Dashboard<'a> {
    app: &'a TestApp,
    pub cookie: String,
    /// The instance that it names; none at first.
    instance: String,
}

impl<'a> Dashboard<'a> {
    pub async fn open(app: &'a TestApp) -> Self {
        Self::open_by(app, &link(app).await).await
    }

    /// Opened by a link that is given.
    pub async fn open_by(app: &'a TestApp, link: &str) -> Self {
        let answer = get(app, link, None).await.expect_status(303);
        Self::of_cookie(app, &cookie(&answer))
    }

    /// One that was opened before.
    pub fn of_cookie(app: &'a TestApp, cookie: &str) -> Self {
        Self { app, cookie: cookie.to_owned(), instance: String::new() }
    }

    /// A dashboard that the first admin has made theirs.
    pub async fn with_admin(app: &'a TestApp) -> Self {
        Self::open(app).await.of_first_admin("ada@example.com").await
    }

    /// The same dashboard, of the admin that whoever opened it has made of themselves.
    pub async fn of_first_admin(self, address: &str) -> Self {
        let admin = json!({"email_address": address, "password": PASSWORD});
        let created = self.change("POST", "admins", admin).await.expect_status(201);
        Self { cookie: cookie(&created), ..self }
    }

    /// The same dashboard, naming an instance.
    pub fn at(&self, instance: &str) -> Self {
        Self { app: self.app, cookie: self.cookie.clone(), instance: instance.to_owned() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(format!("/dashboard/api/{path}")).header("host", HOST);
        let request = request.header("cookie", &self.cookie);
        let request = match self.instance.as_str() {
            "" => request,
            instance => request.header("nightdesk-instance", instance),
        };
        self.app.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn change(&self, method: &str, path: &str, body: Value) -> Answer {
        self.change_with(method, path, &body.to_string(), &[]).await
    }

    /// A change with headers of its own in place of the usual ones; an empty value leaves a header out.
    pub async fn change_with(
        &self,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let origin = format!("http://{HOST}");
        let usual = [
            ("origin", origin.as_str()),
            ("content-type", "application/json"),
            ("cookie", &self.cookie),
            ("nightdesk-instance", &self.instance),
        ];
        let mut request = Request::builder().method(method).uri(format!("/dashboard/api/{path}"));
        request = request.header("host", HOST);
        for (name, value) in usual {
            let own = headers.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
            if let Some(value) = Some(own.unwrap_or(value)).filter(|value| !value.is_empty()) {
                request = request.header(name, value);
            }
        }
        self.app.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }
}
