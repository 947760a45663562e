//! What a body says about a template.

use nightdesk_auth::{
    jwt_template::{self, TemplateError},
    model::{JwtTemplate, Secret},
};
use nightdesk_jws::{CustomKey, KeyError};
use nightdesk_wire::codes::ErrorCode;
use serde_json::{Map, Value};

use crate::{ApiError, bapi::body::Body};

/// The algorithm of the instance's own key.
pub(super) const DEFAULT_ALGORITHM: &str = "RS256";
const MIN_LIFE_SECS: i64 = 30;
const MAX_LIFE_SECS: i64 = 315_360_000;
const MAX_SKEW_SECS: i64 = 300;

/// The fields of a body; what is absent stays as it is.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) name: String,
    claims: Map<String, Value>,
    lifetime_secs: Option<i64>,
    skew_secs: Option<i64>,
    custom_key: Option<bool>,
    algorithm: Option<String>,
    key: Option<Secret>,
}

impl Wanted {
    /// Reads and checks a body.
    ///
    /// # Errors
    /// `form_param_missing`, `form_param_format_invalid`, `form_param_value_invalid`, `form_param_unknown`.
    pub(super) fn read(mut body: Body) -> Result<Self, ApiError> {
        let name = body.required_text("name")?;
        let claims = body.metadata("claims")?.and_then(|claims| claims.as_object().cloned());
        let claims = claims.ok_or_else(|| {
            ApiError::param(ErrorCode::FormParamMissing, "claims", "claims must be included.")
        })?;
        let wanted = Self {
            lifetime_secs: number(&mut body, "lifetime", MIN_LIFE_SECS, MAX_LIFE_SECS)?,
            skew_secs: number(&mut body, "allowed_clock_skew", 0, MAX_SKEW_SECS)?,
            custom_key: body.switch("custom_signing_key")?,
            algorithm: body.text("signing_algorithm")?.flatten(),
            key: body.text("signing_key")?.flatten().map(Secret::new),
            name,
            claims,
        };
        body.finish()?;
        jwt_template::check(&wanted.name, &wanted.claims).map_err(|error| invalid(&error))?;
        Ok(wanted)
    }

    /// Writes the fields into a template.
    ///
    /// # Errors
    /// `form_param_missing` or `form_param_value_invalid` about a key of its own.
    pub(super) fn apply(self, template: &mut JwtTemplate) -> Result<(), ApiError> {
        let custom = self.custom_key.unwrap_or(template.signing_key.is_some());
        if custom {
            let algorithm = self.algorithm.unwrap_or_else(|| template.signing_algorithm.clone());
            let key = self.key.or_else(|| template.signing_key.take()).ok_or_else(|| {
                let text = "signing_key must be included for a template with custom_signing_key.";
                ApiError::param(ErrorCode::FormParamMissing, "signing_key", text)
            })?;
            CustomKey::parse(&algorithm, key.expose()).map_err(unusable)?;
            (template.signing_algorithm, template.signing_key) = (algorithm, Some(key));
        } else {
            (template.signing_algorithm, template.signing_key) = (DEFAULT_ALGORITHM.to_owned(), None);
        }
        (template.name, template.claims) = (self.name, self.claims);
        template.lifetime_secs = self.lifetime_secs.unwrap_or(template.lifetime_secs);
        template.allowed_clock_skew_secs = self.skew_secs.unwrap_or(template.allowed_clock_skew_secs);
        Ok(())
    }
}

fn number(body: &mut Body, name: &'static str, min: i64, max: i64) -> Result<Option<i64>, ApiError> {
    let number = body.number(name)?;
    if number.is_some_and(|number| !(min..=max).contains(&number)) {
        let text = format!("{name} must be between {min} and {max} seconds.");
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text));
    }
    Ok(number)
}

fn invalid(error: &TemplateError) -> ApiError {
    let text = format!("{}: {error}.", error.field());
    ApiError::param(ErrorCode::FormParamValueInvalid, error.field(), text)
}

fn unusable(error: KeyError) -> ApiError {
    let (name, text) = match error {
        KeyError::Unsupported => (
            "signing_algorithm",
            format!("signing_algorithm must be one of {}.", CustomKey::ALGORITHMS.join(", ")),
        ),
        other => ("signing_key", format!("signing_key is {other}.")),
    };
    ApiError::param(ErrorCode::FormParamValueInvalid, name, text)
}
