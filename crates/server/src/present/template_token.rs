//! Tokens made by a template.

use nightdesk_auth::{
    jwt_template::{self, Subject},
    model::{Instance, JwtTemplate, Session},
};
use nightdesk_jws::{CustomKey, SignError};
use nightdesk_store::{Tx, jwt_templates};
use nightdesk_wire::{time::UnixMs, token::Token};
use serde_json::{Map, Value, json};

use super::{ApiError, UserWithAddresses, load_user};
use crate::{Tenant, images};

/// How a token is minted.
pub(crate) struct Minting<'a> {
    pub(crate) tenant: &'a Tenant,
    /// Where it was asked for.
    pub(crate) origin: Option<&'a str>,
    /// How long it holds, instead of as long as the template says.
    pub(crate) life_secs: Option<i64>,
    pub(crate) now: UnixMs,
    pub(crate) random: [u8; 16],
}

/// What a token by a template is made of.
pub(crate) struct TemplateToken {
    template: JwtTemplate,
    session: Session,
    user: UserWithAddresses,
}

impl TemplateToken {
    /// Reads the template of that name and the session's user.
    ///
    /// # Errors
    /// `resource_not_found` for the template.
    pub(crate) async fn load(tx: &Tx, session: Session, name: &str) -> Result<Self, ApiError> {
        let template = jwt_templates::find_by_name(tx, &session.instance_id, name).await?;
        let template = template.ok_or_else(|| ApiError::not_found("The JWT template of this name"))?;
        let user = load_user(tx, &session.instance_id, &session.user_id).await?;
        let user = user.ok_or_else(|| ApiError::not_found("The user"))?;
        Ok(Self::new(template, session, user))
    }

    pub(crate) const fn new(template: JwtTemplate, session: Session, user: UserWithAddresses) -> Self {
        Self { template, session, user }
    }

    /// Signs the token, by the template's own key or the instance's.
    ///
    /// # Errors
    /// [`SignError`] as the signature makes it, and for a key that this version cannot read.
    pub(crate) fn mint(&self, minting: &Minting<'_>) -> Result<Token, SignError> {
        let header = jwt_template::header(&self.template);
        let claims = self.claims(minting);
        let jwt = match &self.template.signing_key {
            None => minting.tenant.signing_key().sign(&header, &claims)?,
            Some(key) => CustomKey::parse(&self.template.signing_algorithm, key.expose())
                .map_err(|_| SignError::Crypto)?
                .sign(&header, &claims)?,
        };
        Ok(Token { jwt })
    }

    /// What the token says.
    pub(crate) fn claims(&self, minting: &Minting<'_>) -> Map<String, Value> {
        let subject = Subject {
            session: &self.session,
            user: shortcodes(&minting.tenant.instance, &self.user),
            issuer: &minting.tenant.issuer,
            origin: minting.origin,
            jti: minting.random.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        jwt_template::claims(&self.template, subject, minting.life_secs, minting.now)
    }
}

/// What `user.` stands for. Times are in seconds, as everywhere in a token.
fn shortcodes(instance: &Instance, of: &UserWithAddresses) -> Value {
    let user = &of.user;
    let primary = user.primary_email_address_id.as_ref();
    let primary = of.addresses.iter().find(|address| Some(&address.id) == primary);
    let phone = user.primary_phone_number_id.as_ref();
    let phone = of.numbers.iter().find(|number| Some(&number.id) == phone);
    let names: Vec<_> =
        [&user.first_name, &user.last_name].into_iter().flatten().map(String::as_str).collect();
    json!({
        "id": user.id,
        "external_id": user.external_id,
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "full_name": (!names.is_empty()).then(|| names.join(" ")),
        "image_url": images::url_of(instance, user),
        "has_image": user.image_url.is_some(),
        "primary_email_address": primary.map(|address| &address.address),
        "email_verified": primary.is_some_and(|address| address.is_verified()),
        "primary_phone_number": phone.map(|number| &number.number),
        "phone_number_verified": phone.is_some_and(|number| number.is_verified()),
        "primary_web3_wallet": null,
        "two_factor_enabled": user.second_factors.enabled(),
        "organizations": {},
        "public_metadata": user.public_metadata,
        "unsafe_metadata": user.unsafe_metadata,
        "last_sign_in_at": user.last_sign_in_at.map(UnixMs::as_secs),
        "created_at": user.created_at.as_secs(),
        "updated_at": user.updated_at.as_secs(),
    })
}
