import { parseCsv } from './csv.js';

/** Fields of `POST /v1/users` that a file may have, by how their texts are read. @type {Record<string, 'text' | 'list' | 'json' | 'switch'>} */
const FIELDS = {
  email_address: 'list',
  phone_number: 'list',
  username: 'text',
  first_name: 'text',
  last_name: 'text',
  external_id: 'text',
  password: 'text',
  password_digest: 'text',
  password_hasher: 'text',
  created_at: 'text',
  legal_accepted_at: 'text',
  public_metadata: 'json',
  private_metadata: 'json',
  unsafe_metadata: 'json',
  banned: 'switch',
  delete_self_enabled: 'switch',
};

/** What other systems call these fields. @type {Record<string, string>} */
const ALIASES = {
  id: 'external_id',
  email: 'email_address',
  email_addresses: 'email_address',
  primary_email_address: 'email_address',
  verified_email_addresses: 'email_address',
  phone: 'phone_number',
  phone_numbers: 'phone_number',
  primary_phone_number: 'phone_number',
  verified_phone_numbers: 'phone_number',
};

/** @typedef {Record<string, any>} ImportRecord the body of a `POST /v1/users` */

/**
 * The records of a file, and the columns of it that are not taken over.
 *
 * @param {string} text
 * @returns {{ records: ImportRecord[], ignored: string[] }}
 * @throws {Error} with what is wrong with the file
 */
export function readRecords(text) {
  const isJson = /^\s*[[{]/.test(text);
  const objects = isJson ? fromJson(text) : fromCsv(text);
  /** @type {Set<string>} */
  const ignored = new Set();
  const records = objects.map((each) => record(each, ignored));
  if (records.every((each) => Object.keys(each).length === 0)) {
    throw new Error(`Nothing in the file is in a column that is known. Those are: ${Object.keys(FIELDS).join(', ')}.`);
  }
  return { records, ignored: [...ignored] };
}

/**
 * @param {string} text
 * @returns {Record<string, unknown>[]}
 */
function fromJson(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no JSON: ${/** @type {Error} */ (error).message}.`);
  }
  const list = Array.isArray(value) ? value : value.users;
  if (!Array.isArray(list) || list.some((each) => typeof each !== 'object' || each === null)) {
    throw new Error('The file must be a list of objects, one for each user.');
  }
  return list;
}

/**
 * @param {string} text
 * @returns {Record<string, unknown>[]}
 */
function fromCsv(text) {
  const [header, ...rows] = parseCsv(text);
  if (!header || rows.length === 0) throw new Error('The file needs a row of column names and a row for each user.');
  const names = header.map((name) => name.trim());
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

/**
 * @param {Record<string, unknown>} object
 * @param {Set<string>} ignored
 * @returns {ImportRecord}
 */
function record(object, ignored) {
  /** @type {ImportRecord} */
  const made = {};
  for (const [name, value] of Object.entries(object)) {
    const field = ALIASES[name] ?? name;
    const kind = FIELDS[field];
    if (!kind) ignored.add(name);
    else if (value !== '' && value !== null && value !== undefined) add(made, field, kind, value);
  }
  return made;
}

/**
 * @param {ImportRecord} made
 * @param {string} field
 * @param {'text' | 'list' | 'json' | 'switch'} kind
 * @param {unknown} value
 */
function add(made, field, kind, value) {
  if (kind === 'list') {
    const texts = Array.isArray(value) ? value : String(value).split(/[|;,]/).map((text) => text.trim()).filter(Boolean);
    // The primary one comes first, and is listed again among the verified ones.
    made[field] = [...new Set([...(made[field] ?? []), ...texts])];
  } else if (kind === 'json' && typeof value === 'string') {
    made[field] = parsed(value);
  } else if (kind === 'switch' && typeof value === 'string') {
    made[field] = ['true', '1', 'yes'].includes(value.toLowerCase());
  } else {
    made[field] = value;
  }
}

/**
 * A text that is no JSON goes to the server as it is, which refuses that record and says why.
 *
 * @param {string} text
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
