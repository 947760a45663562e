//! A browser with the dashboard open.

use axum::{body::Body, http::Request};
use nightdesk_auth::Clock as _;
use nightdesk_server::pages::access::one_time_link;
use nightdesk_testkit::{Answer, TestApp};
use serde_json::Value;

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

/// An open dashboard.
pub struct Dashboard<'a> {
    app: &'a TestApp,
    pub cookie: String,
}

impl<'a> Dashboard<'a> {
    pub async fn open(app: &'a TestApp) -> Self {
        let answer = get(app, &link(app).await, None).await.expect_status(303);
        Self { app, cookie: cookie(&answer) }
    }

    pub async fn get(&self, path: &str) -> Answer {
        get(self.app, &format!("/dashboard/api/{path}"), Some(&self.cookie)).await
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
        let usual =
            [("origin", origin.as_str()), ("content-type", "application/json"), ("cookie", &self.cookie)];
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
