//! Signing in.

use std::ops::Deref;

use crate::client::{Client, encoded};
use crate::error::Result;
use crate::params::Params;
use crate::resources::{self, SignInResource};

/// Where sign-ins begin: [`Client::sign_in`].
#[derive(Clone, Debug)]
pub struct SignIns(Client);

impl SignIns {
    pub(crate) fn new(client: Client) -> SignIns {
        SignIns(client)
    }

    /// Begins a sign-in. With [`Params::password`] it may be complete at once; with [`Params::identifier`] a
    /// factor follows.
    ///
    /// # Errors
    /// The server's refusal, for example `form_password_incorrect`, or trouble on the way.
    pub async fn create(&self, params: impl Into<Params>) -> Result<SignIn> {
        let answer = self.0.request("POST", "/client/sign_ins", params).await?;
        Ok(SignIn { client: self.0.clone(), resource: resources::read(&answer)? })
    }

    /// Goes on with the sign-in that is under way on this client, begun by an earlier run of the program, say.
    #[must_use]
    pub fn current(&self) -> Option<SignIn> {
        let resource = self.0.auth().client.as_ref()?.sign_in.clone()?;
        Some(SignIn { client: self.0.clone(), resource })
    }
}

/// A sign-in under way. Its fields are those of the [`SignInResource`] as the last step left it.
///
/// ```no_run
/// # async fn run(client: nightdesk_client_native::Client) -> nightdesk_client_native::Result<()> {
/// use nightdesk_client_native::{Params, SignInStatus};
///
/// let mut sign_in = client.sign_in().create(Params::identifier("ada@example.com")).await?;
/// sign_in.send_code("email_code").await?;
/// let code = ask_the_user_for_the_code();
/// sign_in.attempt_first_factor(Params::code("email_code", &code)).await?;
/// assert_eq!(sign_in.status, SignInStatus::Complete);
/// # Ok(())
/// # }
/// # fn ask_the_user_for_the_code() -> String { String::new() }
/// ```
#[derive(Clone, Debug)]
pub struct SignIn {
    client: Client,
    resource: SignInResource,
}

impl Deref for SignIn {
    type Target = SignInResource;

    fn deref(&self) -> &SignInResource {
        &self.resource
    }
}

impl SignIn {
    /// Has a code sent by the first factor of this strategy that the sign-in offers: `email_code`, say.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn send_code(&mut self, strategy: &str) -> Result<()> {
        let mut params = Params::from([("strategy", strategy)]);
        if let Some(factor) = self.supported_first_factors.iter().find(|factor| factor.strategy == strategy) {
            let ids = [
                ("email_address_id", &factor.email_address_id),
                ("phone_number_id", &factor.phone_number_id),
            ];
            for (name, id) in ids {
                if let Some(id) = id {
                    params = params.with(name, id);
                }
            }
        }
        self.prepare_first_factor(params).await
    }

    /// Prepares a first factor.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn prepare_first_factor(&mut self, params: impl Into<Params>) -> Result<()> {
        self.step("POST", "/prepare_first_factor", params.into()).await
    }

    /// Tries a first factor.
    ///
    /// # Errors
    /// The server's refusal, for example `form_code_incorrect`, or trouble on the way.
    pub async fn attempt_first_factor(&mut self, params: impl Into<Params>) -> Result<()> {
        self.step("POST", "/attempt_first_factor", params.into()).await
    }

    /// Prepares a second factor.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn prepare_second_factor(&mut self, params: impl Into<Params>) -> Result<()> {
        self.step("POST", "/prepare_second_factor", params.into()).await
    }

    /// Tries a second factor.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn attempt_second_factor(&mut self, params: impl Into<Params>) -> Result<()> {
        self.step("POST", "/attempt_second_factor", params.into()).await
    }

    /// Asks how far it has come.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn reload(&mut self) -> Result<()> {
        self.step("GET", "", Params::new()).await
    }

    async fn step(&mut self, method: &str, verb: &str, params: Params) -> Result<()> {
        let path = format!("/client/sign_ins/{}{verb}", encoded(&self.id));
        let answer = self.client.request(method, &path, params).await?;
        self.resource = resources::read(&answer)?;
        Ok(())
    }
}
