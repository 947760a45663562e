//! GET /images/generated/{user_id}: the picture of a user who has not chosen one.

use axum::{http::HeaderValue, response::Response};
use nightdesk_auth::model::{Digest, Instance};
use nightdesk_wire::ids::UserId;

use super::serve::answer;
use crate::extract::Path;

pub(super) const ROUTE: &str = "/images/generated/{user_id}";
const SVG: HeaderValue = HeaderValue::from_static("image/svg+xml");

pub(super) fn url(instance: &Instance, id: &UserId) -> String {
    format!("https://{}{}", instance.frontend_api, ROUTE.replace("{user_id}", id.as_str()))
}

/// Draws it. The id alone says how, so that nothing has to be read, and the answer tells nobody whether there is such a
/// user.
///
/// # Errors
/// `resource_not_found` for what is no id.
pub(super) async fn show(Path(id): Path<UserId>) -> Response {
    answer(SVG, draw(&id))
}

/// A silhouette on a colour of the user's own.
fn draw(id: &UserId) -> String {
    let digest = Digest::of(id.as_str());
    let hue = digest.as_str().bytes().map(u32::from).sum::<u32>() * 37 % 360;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 96\" width=\"96\" height=\"96\">\
         <rect width=\"96\" height=\"96\" fill=\"hsl({hue},45%,48%)\"/>\
         <g fill=\"hsl({hue},50%,92%)\"><circle cx=\"48\" cy=\"38\" r=\"17\"/>\
         <path d=\"M14 96c0-21 15-34 34-34s34 13 34 34z\"/></g></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_a_matter_of_the_id_alone() {
        let draw = |id: &str| draw(&UserId::parse(id).unwrap());
        assert_eq!(draw("user_a"), draw("user_a"));
        assert_ne!(draw("user_a"), draw("user_b"));
    }
}
