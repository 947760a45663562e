//! Signing up.

use std::ops::Deref;

use crate::client::{Client, encoded};
use crate::error::Result;
use crate::params::Params;
use crate::resources::{self, SignUpResource};

/// Where sign-ups begin: [`Client::sign_up`].
#[derive(Clone, Debug)]
pub struct SignUps(Client);

impl SignUps {
    pub(crate) fn new(client: Client) -> SignUps {
        SignUps(client)
    }

    /// Begins a sign-up with the fields that are known so far: `email_address`, `password`, `first_name` and
    /// others.
    ///
    /// # Errors
    /// The server's refusal, for example `form_identifier_exists`, or trouble on the way.
    pub async fn create(&self, params: impl Into<Params>) -> Result<SignUp> {
        let answer = self.0.request("POST", "/client/sign_ups", params).await?;
        Ok(SignUp { client: self.0.clone(), resource: resources::read(&answer)? })
    }

    /// Goes on with the sign-up that is under way on this client.
    #[must_use]
    pub fn current(&self) -> Option<SignUp> {
        let resource = self.0.auth().client.as_ref()?.sign_up.clone()?;
        Some(SignUp { client: self.0.clone(), resource })
    }
}

/// A sign-up under way. Its fields are those of the [`SignUpResource`] as the last step left it.
#[derive(Clone, Debug)]
pub struct SignUp {
    client: Client,
    resource: SignUpResource,
}

impl Deref for SignUp {
    type Target = SignUpResource;

    fn deref(&self) -> &SignUpResource {
        &self.resource
    }
}

impl SignUp {
    /// Adds or changes fields.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn update(&mut self, params: impl Into<Params>) -> Result<()> {
        self.step("PATCH", "", params.into()).await
    }

    /// Has something sent that proves an address: `strategy` is `email_code`, say.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn prepare_verification(&mut self, params: impl Into<Params>) -> Result<()> {
        self.step("POST", "/prepare_verification", params.into()).await
    }

    /// Tries what was sent: [`Params::code`].
    ///
    /// # Errors
    /// The server's refusal, for example `form_code_incorrect`, or trouble on the way.
    pub async fn attempt_verification(&mut self, params: impl Into<Params>) -> Result<()> {
        self.step("POST", "/attempt_verification", params.into()).await
    }

    /// Asks how far it has come.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn reload(&mut self) -> Result<()> {
        self.step("GET", "", Params::new()).await
    }

    async fn step(&mut self, method: &str, verb: &str, params: Params) -> Result<()> {
        let path = format!("/client/sign_ups/{}{verb}", encoded(&self.id));
        let answer = self.client.request(method, &path, params).await?;
        self.resource = resources::read(&answer)?;
        Ok(())
    }
}
