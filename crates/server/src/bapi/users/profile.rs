//! The fields that creating and updating a user have in common.

use nightdesk_auth::{
    Refusal, identifier,
    model::{Secret, User},
    password, profile,
    refusal::Field as FormField,
};
use nightdesk_store::{Tx, users};
use nightdesk_wire::{codes::ErrorCode, time::UnixMs};
use serde_json::Value;

use super::{BackendCx, second_factors::Imported};
use crate::{
    ApiError,
    bapi::body::{Body, Field},
    hasher::NotADigest,
    passwords,
};

const MAX_EXTERNAL_ID_CHARS: usize = 255;

/// What a body says about a user. Absent fields are left as they are.
#[derive(Default)]
pub(super) struct Profile {
    external_id: Field<String>,
    username: Field<String>,
    first_name: Field<String>,
    last_name: Field<String>,
    public_metadata: Option<Value>,
    private_metadata: Option<Value>,
    unsafe_metadata: Option<Value>,
    delete_self_enabled: Option<bool>,
    create_organization_enabled: Option<bool>,
    create_organizations_limit: Field<i64>,
    locale: Field<String>,
    bypass_client_trust: Option<bool>,
    legal_accepted_at: Field<UnixMs>,
    created_at: Field<UnixMs>,
    password_digest: Option<Secret>,
    second_factors: Imported,
}

impl Profile {
    /// Reads and checks the fields. Hashes the password, so no transaction may be open.
    pub(super) async fn read(cx: &BackendCx, body: &mut Body) -> Result<Self, ApiError> {
        body.switch("skip_legal_checks")?;
        Ok(Self {
            external_id: body.text("external_id")?.map(external_id).transpose()?,
            username: body.text("username")?.map(username).transpose()?,
            first_name: body.text("first_name")?.map(|text| name(text, FormField::FirstName)).transpose()?,
            last_name: body.text("last_name")?.map(|text| name(text, FormField::LastName)).transpose()?,
            public_metadata: body.metadata("public_metadata")?,
            private_metadata: body.metadata("private_metadata")?,
            unsafe_metadata: body.metadata("unsafe_metadata")?,
            delete_self_enabled: body.switch("delete_self_enabled")?,
            create_organization_enabled: body.switch("create_organization_enabled")?,
            create_organizations_limit: organizations_limit(body)?,
            locale: body.text("locale")?.map(locale).transpose()?,
            bypass_client_trust: body.switch("bypass_client_trust")?,
            legal_accepted_at: body.time("legal_accepted_at")?,
            created_at: body.time("created_at")?,
            password_digest: password_digest(cx, body).await?,
            second_factors: Imported::read(cx, body)?,
        })
    }

    pub(super) fn has_username(&self) -> bool {
        matches!(self.username, Some(Some(_)))
    }

    pub(super) fn sets_password(&self) -> bool {
        self.password_digest.is_some()
    }

    /// Refuses a username or external id that another user has.
    pub(super) async fn check_unique(&self, tx: &Tx, user: &User) -> Result<(), ApiError> {
        if let Some(Some(username)) = &self.username {
            let holder = users::find_by_username(tx, &user.instance_id, username).await?;
            if holder.is_some_and(|holder| holder.id != user.id) {
                return Err(Refusal::IdentifierTaken(FormField::Username).into());
            }
        }
        if let Some(Some(external_id)) = &self.external_id {
            let holder = users::find_by_external_id(tx, &user.instance_id, external_id).await?;
            if holder.is_some_and(|holder| holder.id != user.id) {
                let text = "Another user has this external id.";
                return Err(ApiError::param(ErrorCode::FormIdentifierExists, "external_id", text));
            }
        }
        Ok(())
    }

    /// Writes it into a user.
    ///
    /// # Errors
    /// [`Refusal::Unfit`] for second factors that cannot be taken over.
    pub(super) fn apply(&self, user: &mut User, now: UnixMs) -> Result<(), Refusal> {
        let set = |target: &mut Option<String>, field: &Field<String>| {
            if let Some(value) = field {
                target.clone_from(value);
            }
        };
        set(&mut user.external_id, &self.external_id);
        set(&mut user.username, &self.username);
        set(&mut user.first_name, &self.first_name);
        set(&mut user.last_name, &self.last_name);
        set(&mut user.locale, &self.locale);
        for (target, value) in [
            (&mut user.public_metadata, &self.public_metadata),
            (&mut user.private_metadata, &self.private_metadata),
            (&mut user.unsafe_metadata, &self.unsafe_metadata),
        ] {
            if let Some(value) = value {
                target.clone_from(value);
            }
        }
        user.delete_self_enabled = self.delete_self_enabled.unwrap_or(user.delete_self_enabled);
        user.create_organization_enabled =
            self.create_organization_enabled.unwrap_or(user.create_organization_enabled);
        user.create_organizations_limit =
            self.create_organizations_limit.unwrap_or(user.create_organizations_limit);
        user.bypass_client_trust = self.bypass_client_trust.unwrap_or(user.bypass_client_trust);
        user.legal_accepted_at = self.legal_accepted_at.unwrap_or(user.legal_accepted_at);
        user.created_at = self.created_at.flatten().unwrap_or(user.created_at);
        if let Some(digest) = &self.password_digest {
            user.password_digest = Some(digest.clone());
            user.password_updated_at = Some(now);
        }
        user.updated_at = now;
        self.second_factors.apply(user, now)
    }
}

fn external_id(text: Option<String>) -> Result<Option<String>, ApiError> {
    let text = text.filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > MAX_EXTERNAL_ID_CHARS) {
        let reason = format!("external_id must have at most {MAX_EXTERNAL_ID_CHARS} characters.");
        return Err(ApiError::param(ErrorCode::FormParamMaxLengthExceeded, "external_id", reason));
    }
    Ok(text)
}

fn locale(text: Option<String>) -> Result<Option<String>, ApiError> {
    let text = text.filter(|text| !text.is_empty());
    Ok(text.as_deref().map(profile::locale).transpose()?.map(str::to_owned))
}

fn organizations_limit(body: &mut Body) -> Result<Field<i64>, ApiError> {
    let name = "create_organizations_limit";
    let limit = body.number_or_null(name)?;
    if limit.flatten().is_some_and(|limit| limit < 0) {
        let text = format!("{name} must not be negative; 0 means any number.");
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text));
    }
    Ok(limit)
}

fn username(text: Option<String>) -> Result<Option<String>, ApiError> {
    let text = text.filter(|text| !text.is_empty());
    Ok(text.as_deref().map(identifier::username).transpose()?.map(str::to_owned))
}

fn name(text: Option<String>, field: FormField) -> Result<Option<String>, ApiError> {
    Ok(profile::name(&text.unwrap_or_default(), field)?)
}

/// The digest to store: of a password, or one brought along from elsewhere.
async fn password_digest(cx: &BackendCx, body: &mut Body) -> Result<Option<Secret>, ApiError> {
    let skip_checks = body.switch("skip_password_checks")?.unwrap_or(false);
    let password = body.text("password")?.flatten();
    // Not taken for absent: whoever sends it would take the old password for replaced.
    if password.as_deref() == Some("") {
        return Err(Refusal::Missing(FormField::Password).into());
    }
    let digest = body.text("password_digest")?.flatten();
    let hasher = body.text("password_hasher")?.flatten();
    let fits_nowhere = |name, reason: &str| ApiError::param(ErrorCode::FormParamValueInvalid, name, reason);
    match (password, digest, hasher.as_deref()) {
        (None, None, None) => Ok(None),
        (Some(text), None, None) => {
            if skip_checks {
                // Lets weak passwords move here. The upper bound is what the hash can take.
                password::fits(&text)?;
                return Ok(Some(cx.app.hasher().hash(&text, cx.app.rng()).await?));
            }
            let digest = passwords::digest(&cx.app, &cx.tenant, &text, FormField::Password, &[]);
            Ok(Some(digest.await?))
        }
        (Some(_), ..) => Err(fits_nowhere("password", "Give either password or password_digest, not both.")),
        (None, Some(digest), Some(hasher)) => {
            cx.app.hasher().import(hasher, &digest).map(Some).map_err(|error| match error {
                NotADigest::UnknownAlgorithm => {
                    fits_nowhere("password_hasher", "password_hasher names no algorithm that is known here.")
                }
                NotADigest::Unreadable => fits_nowhere(
                    "password_digest",
                    "password_digest is not in the form of its password_hasher, or costs too much to check.",
                ),
            })
        }
        (None, Some(_), None) => Err(ApiError::param(
            ErrorCode::FormParamMissing,
            "password_hasher",
            "password_hasher must say how password_digest was made.",
        )),
        (None, None, Some(_)) => Err(ApiError::param(
            ErrorCode::FormParamMissing,
            "password_digest",
            "password_digest must be included with password_hasher.",
        )),
    }
}
