//! The document of a page.

use std::{borrow::Cow, sync::Arc};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::{embedded::ACCOUNT_PAGES, extract::Cx, instances::Tenant, present::ApiError};

pub(super) const TEMPLATE: &str = "page.html";

/// What a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    SignIn,
    SignUp,
    User,
    Verify,
    Waitlist,
}

impl Page {
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::SignUp => "sign-up",
            Self::User => "user",
            Self::Verify => "verify",
            Self::Waitlist => "waitlist",
        }
    }

    /// The script that shows it: that of the account is larger than all the others.
    const fn script(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::SignIn | Self::SignUp | Self::Verify | Self::Waitlist => "pages",
        }
    }
}

/// Why there is nothing to do on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// It was to lead to a place that is not allowed.
    Redirect,
    /// New users need an invitation.
    Restricted,
    /// There is no waitlist.
    Waitlist,
}

impl Problem {
    const fn name(self) -> &'static str {
        match self {
            Self::Redirect => "redirect",
            Self::Restricted => "restricted",
            Self::Waitlist => "waitlist",
        }
    }
}

/// A page of an instance.
pub(super) struct Document {
    tenant: Arc<Tenant>,
    page: Page,
    problem: Option<Problem>,
}

impl Document {
    pub(super) fn of(cx: &Cx, page: Page) -> Self {
        Self { tenant: Arc::clone(&cx.tenant), page, problem: None }
    }

    pub(super) fn with(self, problem: Problem) -> Self {
        Self { problem: Some(problem), ..self }
    }

    /// The document. It is written for this very request, so nobody keeps it.
    ///
    /// # Errors
    /// None that a build with its files could have.
    pub(super) fn show(self) -> Result<Response, ApiError> {
        let Some(template) = ACCOUNT_PAGES.read(TEMPLATE) else {
            return Err(ApiError::not_found("The page"));
        };
        let instance = &self.tenant.instance;
        let mut text = String::from_utf8_lossy(&template).into_owned();
        for (name, value) in [
            ("name", self.page.name()),
            ("script", self.page.script()),
            ("problem", self.problem.map_or("", Problem::name)),
            ("publishable_key", &*instance.publishable_key()),
            // Last: what it is called may look like a place in the template.
            ("application", &*instance.application_name),
        ] {
            text = text.replace(&format!("{{{{{name}}}}}"), &escaped(value));
        }
        let status = match self.problem {
            None => StatusCode::OK,
            Some(Problem::Redirect) => StatusCode::BAD_REQUEST,
            Some(Problem::Restricted | Problem::Waitlist) => StatusCode::FORBIDDEN,
        };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        Ok((status, headers, text).into_response())
    }
}

/// A text as it stands in a document or in the quotes of an attribute.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_no_attribute_and_begins_no_element() {
        assert_eq!(escaped("Notes"), "Notes");
        assert_eq!(escaped(r#"<b> "A" & 'B'"#), "&lt;b&gt; &quot;A&quot; &amp; &#39;B&#39;");
    }
}
