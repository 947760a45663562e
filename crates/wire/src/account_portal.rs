//! Hosted account pages.

use alloc::string::String;

use serde::Serialize;

/// That there are account pages, and where they lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "account_portal")]
pub struct AccountPortal {
    allowed: bool,
    enabled: bool,
    internal_linking: bool,
    after_sign_in_url: String,
    after_sign_up_url: String,
    after_join_waitlist_url: String,
    after_create_organization_url: String,
    after_leave_organization_url: String,
    logo_link_url: String,
    customization: Customization,
}

/// Colours of the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Customization {
    appearance: Option<&'static str>,
    background_color_dark: Option<String>,
    background_color_light: Option<String>,
    primary_color_dark: Option<String>,
    primary_color_light: Option<String>,
}

impl AccountPortal {
    /// The pages, by the places that they lead to.
    #[must_use]
    pub fn new(
        after_sign_in_url: String,
        after_sign_up_url: String,
        after_join_waitlist_url: String,
        after_create_organization_url: String,
        after_leave_organization_url: String,
        logo_link_url: String,
    ) -> Self {
        Self {
            allowed: true,
            enabled: true,
            internal_linking: true,
            after_sign_in_url,
            after_sign_up_url,
            after_join_waitlist_url,
            after_create_organization_url,
            after_leave_organization_url,
            logo_link_url,
            customization: Customization::default(),
        }
    }
}
