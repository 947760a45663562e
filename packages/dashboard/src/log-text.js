/** What operations of the dashboard do, for people. @type {Record<string, string>} */
const CHANGES = {
  'POST /users': 'Created a user',
  'PATCH /users/{user_id}': 'Changed a user',
  'DELETE /users/{user_id}': 'Deleted a user',
  'PUT /users/{user_id}/metadata': 'Replaced metadata of a user',
  'POST /users/{user_id}/ban': 'Banned a user',
  'POST /users/{user_id}/unban': 'Lifted the ban of a user',
  'POST /users/{user_id}/lock': 'Locked a user',
  'POST /users/{user_id}/unlock': 'Unlocked a user',
  'POST /users/{user_id}/remove_password': 'Removed the password of a user',
  'DELETE /users/{user_id}/totp': 'Removed the authenticator application of a user',
  'DELETE /users/{user_id}/backup_code': 'Removed the backup codes of a user',
  'POST /email_addresses': 'Added an e-mail address',
  'DELETE /email_addresses/{email_address_id}': 'Removed an e-mail address',
  'POST /phone_numbers': 'Added a phone number',
  'DELETE /phone_numbers/{phone_number_id}': 'Removed a phone number',
  'POST /sessions/{session_id}/revoke': 'Revoked a session',
  'POST /sessions': 'Started a session of a user',
  'POST /invitations': 'Invited somebody',
  'POST /invitations/bulk': 'Invited several people',
  'POST /invitations/{invitation_id}/revoke': 'Took an invitation back',
  'POST /waitlist_entries': 'Put somebody on the waitlist',
  'POST /waitlist_entries/{waitlist_entry_id}/invite': 'Invited somebody from the waitlist',
  'POST /waitlist_entries/{waitlist_entry_id}/reject': 'Turned somebody on the waitlist down',
  'DELETE /waitlist_entries/{waitlist_entry_id}': 'Took somebody off the waitlist',
  'POST /allowlist_identifiers': 'Let an identifier in',
  'DELETE /allowlist_identifiers/{identifier_id}': 'Took an identifier off those let in',
  'POST /blocklist_identifiers': 'Kept an identifier out',
  'DELETE /blocklist_identifiers/{identifier_id}': 'Took an identifier off those kept out',
  'POST /sign_in_tokens': 'Made a token to sign in with',
  'POST /actor_tokens': 'Made a token to act as a user',
  'PATCH /users/{user_id}/metadata': 'Changed metadata of a user',
  'POST /impersonations': 'Made a link to act as a user',
  'PUT /users/{user_id}/email_address': 'Replaced the e-mail address of a user',
  'PUT /users/{user_id}/phone_number': 'Replaced the phone number of a user',
  'DELETE /users/{user_id}/mfa': 'Removed the second factors of a user',
  'DELETE /users/{user_id}/passkeys/{passkey_identification_id}': 'Removed a passkey of a user',
  'DELETE /users/{user_id}/web3_wallets/{web3_wallet_identification_id}': 'Removed a wallet of a user',
  'DELETE /users/{user_id}/external_accounts/{external_account_id}': 'Disconnected an account of a user',
  'POST /users/{user_id}/password/set_compromised': 'Marked the password of a user as known to others',
  'POST /users/{user_id}/password/unset_compromised': 'Took that mark off the password of a user',
  'POST /users/ban': 'Banned several users',
  'POST /users/unban': 'Lifted the ban of several users',
  'PATCH /email_addresses/{email_address_id}': 'Changed an e-mail address',
  'POST /email_addresses/{email_address_id}/prepare_verification': 'Sent a code to an e-mail address',
  'POST /email_addresses/{email_address_id}/attempt_verification': 'Checked the code of an e-mail address',
  'PATCH /phone_numbers/{phone_number_id}': 'Changed a phone number',
  'POST /phone_numbers/{phone_number_id}/prepare_verification': 'Sent a code to a phone number',
  'POST /phone_numbers/{phone_number_id}/attempt_verification': 'Checked the code of a phone number',
  'PATCH /sign_ups/{id}': 'Changed a sign-up that goes on',
  'POST /waitlist_entries/bulk': 'Put several people on the waitlist',
  'POST /sign_in_tokens/{sign_in_token_id}/revoke': 'Took back a token to sign in with',
  'POST /actor_tokens/{actor_token_id}/revoke': 'Took back a token to act as a user',
  'POST /testing_tokens': 'Made a token for tests',
  'POST /domains': 'Added a domain',
  'PATCH /domains/{domain_id}': 'Changed a domain',
  'DELETE /domains/{domain_id}': 'Removed a domain',
  'POST /secret_keys': 'Created a secret key',
  'DELETE /secret_keys/{id}': 'Revoked a secret key',
  'PUT /allowed_origins': 'Changed the allowed origins',
  'POST /instances': 'Created an instance of the application',
  'PATCH /application': 'Renamed the application',
  'PATCH /instance': 'Changed settings',
  'PATCH /instance/restrictions': 'Changed restrictions',
  'POST /jwt_templates': 'Created a JWT template',
  'PATCH /jwt_templates/{template_id}': 'Changed a JWT template',
  'DELETE /jwt_templates/{template_id}': 'Deleted a JWT template',
  'PUT /social_connections/{provider}': 'Set up a social connection',
  'DELETE /social_connections/{provider}': 'Removed a social connection',
  'PUT /templates/{template_type}/{slug}': 'Changed a message',
  'POST /templates/{template_type}/{slug}/revert': 'Reset a message',
  'POST /templates/{template_type}/{slug}/toggle_delivery': 'Changed whether a message is sent',
  'POST /templates/{template_type}/{slug}/test': 'Sent a message as a test',
  'POST /redirect_urls': 'Added a redirect URL',
  'DELETE /redirect_urls/{id}': 'Removed a redirect URL',
  'POST /admins': 'Added an admin',
  'DELETE /admins/{id}': 'Removed an admin',
  'POST /me/totp/confirm': 'Set up their second factor',
  'DELETE /me/totp': 'Removed their second factor',
  'POST /me/password': 'Changed their password',
  'DELETE /dashboards/{id}': 'Closed an open dashboard',
  'POST /imports': 'Began an import of users',
  'POST /sign_out': 'Signed out of the dashboard',
};

/** How somebody proved themselves, for people. @type {Record<string, string>} */
const STRATEGIES = {
  password: 'password',
  email_code: 'a code sent by e-mail',
  email_link: 'a link sent by e-mail',
  phone_code: 'a code sent by SMS',
  reset_password_email_code: 'a new password, after a code sent by e-mail',
  reset_password_phone_code: 'a new password, after a code sent by SMS',
  ticket: 'a ticket',
  totp: 'an authenticator application',
  backup_code: 'a backup code',
  admin: 'a backend',
  oauth: 'an identity provider',
  from_oauth: 'an identity provider',
  passkey: 'a passkey',
  web3_metamask_signature: 'a wallet (MetaMask)',
  web3_base_signature: 'a wallet (Base)',
  web3_coinbase_wallet_signature: 'a wallet (Coinbase)',
  web3_okx_wallet_signature: 'a wallet (OKX)',
};

/**
 * A line of the log as a sentence. An operation that has no sentence is told as it is.
 *
 * @param {{ kind: string, operation: string }} event
 */
export function describe({ kind, operation }) {
  switch (kind) {
    case 'sign_in':
      return `Signed in by ${STRATEGIES[operation] ?? operation}`;
    case 'sign_up':
      return `Signed up by ${STRATEGIES[operation] ?? operation}`;
    case 'impersonation':
      return 'Began to act as a user';
    case 'dashboard':
      return operation === 'link' ? 'Opened the dashboard by a one-time link' : 'Signed in to the dashboard';
    default:
      return CHANGES[operation] ?? operation;
  }
}
