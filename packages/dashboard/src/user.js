import { h } from './dom.js';

/**
 * A user, as the Backend API has it.
 *
 * @typedef {{ id: string, verification: { status: string } | null }} Contact
 * @typedef {{
 *   id: string,
 *   username: string | null,
 *   first_name: string | null,
 *   last_name: string | null,
 *   external_id: string | null,
 *   primary_email_address_id: string | null,
 *   primary_phone_number_id: string | null,
 *   email_addresses: (Contact & { email_address: string })[],
 *   phone_numbers: (Contact & { phone_number: string })[],
 *   external_accounts: { id: string, provider: string, email_address?: string }[],
 *   passkeys: { id: string, name: string }[],
 *   web3_wallets: { id: string, web3_wallet: string }[],
 *   password_enabled: boolean,
 *   totp_enabled: boolean,
 *   backup_code_enabled: boolean,
 *   two_factor_enabled: boolean,
 *   banned: boolean,
 *   locked: boolean,
 *   public_metadata: object,
 *   private_metadata: object,
 *   unsafe_metadata: object,
 *   last_sign_in_at: number | null,
 *   last_active_at: number | null,
 *   created_at: number,
 * }} User
 */

/** Characters that turn the direction of what comes after them, to the end of the line. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** @param {User} user */
export function nameOf(user) {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ').replace(TURNS, '');
  return name || user.username || primaryContact(user) || user.id;
}

/** @param {User} user */
export function primaryContact(user) {
  const address = user.email_addresses.find(({ id }) => id === user.primary_email_address_id) ?? user.email_addresses[0];
  const number = user.phone_numbers.find(({ id }) => id === user.primary_phone_number_id) ?? user.phone_numbers[0];
  return address?.email_address ?? number?.phone_number ?? user.username ?? '';
}

/** @param {User} user */
export function badges(user) {
  return [user.banned && 'Banned', user.locked && 'Locked']
    .filter((text) => text !== false)
    .map((text) => h('span', { class: 'badge warning' }, text));
}
