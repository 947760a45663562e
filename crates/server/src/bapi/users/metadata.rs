//! PATCH /v1/users/{user_id}/metadata

use nightdesk_store::users;
use nightdesk_wire::{bapi, ids::UserId};
use serde_json::Value;

use super::{BackendCx, find, present_user};
use crate::{
    ApiError,
    bapi::body::{Body, check_metadata},
    extract::Path,
    present::Json,
};

/// Merges metadata into what is there: objects key by key, at any depth; `null` removes a key.
///
/// # Errors
/// `resource_not_found`, `form_param_format_invalid`, `form_param_value_invalid`.
pub(crate) async fn merge_metadata(
    cx: BackendCx,
    Path(id): Path<UserId>,
    mut body: Body,
) -> Result<Json<bapi::User>, ApiError> {
    let public = body.metadata("public_metadata")?;
    let private = body.metadata("private_metadata")?;
    let unsafe_ = body.metadata("unsafe_metadata")?;
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let changed = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        let user = &mut found.user;
        for (name, stored, patch) in [
            ("public_metadata", &mut user.public_metadata, &public),
            ("private_metadata", &mut user.private_metadata, &private),
            ("unsafe_metadata", &mut user.unsafe_metadata, &unsafe_),
        ] {
            if let Some(patch) = patch {
                merge(stored, patch);
                check_metadata(name, stored)?;
            }
        }
        user.updated_at = now;
        users::update(&tx, user).await?;
        Ok(found)
    });
    Ok(Json(present_user(&changed.await?, now)))
}

/// A JSON merge patch, RFC 7396.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::merge;

    #[test]
    fn objects_merge_key_by_key_and_null_removes() {
        let mut target = json!({"a": {"b": 1, "c": 2}, "list": [1, 2], "gone": true});
        merge(&mut target, &json!({"a": {"b": null, "d": {"e": null, "f": 3}}, "list": [3], "gone": null}));
        assert_eq!(target, json!({"a": {"c": 2, "d": {"f": 3}}, "list": [3]}));
    }
}
