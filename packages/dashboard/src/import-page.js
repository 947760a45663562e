import { ApiError, call } from './api.js';
import { byCursor } from './by-cursor.js';
import { card } from './card.js';
import { problemLine } from './controls.js';
import { fill, h } from './dom.js';
import { formatTime } from './format.js';
import { readRecords } from './import-records.js';
import { pagedList } from './paged-list.js';

/** Records of one request: few enough that the bar moves and others get their turn. */
const CHUNK = 250;
const RETRY_MS = 2000;

/**
 * @typedef {{
 *   id: string,
 *   file_name: string,
 *   file_digest: string,
 *   total: number,
 *   position: number,
 *   refused: number,
 *   created_at: number,
 *   updated_at: number,
 * }} Import
 */

/** Newest first. @type {(after: string | null) => Promise<{ data: Import[], next: string | null }>} */
const listImports = byCursor('imports');

/** Users from a file. An import that was interrupted goes on when its file is chosen again. */
export function importPage() {
  const problem = problemLine();
  const running = h('div', { class: 'stack' });
  const earlier = pagedList({ load: listImports, row: item, empty: () => 'None yet.', label: 'Imports', testId: 'imports', className: 'items' });
  const file = h('input', {
    id: 'import-file',
    type: 'file',
    accept: '.csv,.json,text/csv,application/json',
    'data-testid': 'import-file',
    // One at a time; it keeps the focus meanwhile, which it would lose if it were disabled.
    onclick(/** @type {Event} */ event) {
      if (file.ariaDisabled === 'true') event.preventDefault();
    },
    async onchange() {
      const chosen = file.files?.[0];
      if (!chosen || file.ariaDisabled === 'true') return;
      file.ariaDisabled = 'true';
      fill(problem);
      try {
        await importFile(chosen, running);
      } catch (error) {
        fill(problem, /** @type {Error} */ (error).message);
      } finally {
        file.ariaDisabled = 'false';
        file.value = '';
        await earlier.reload();
      }
    },
  });

  /** @param {Import} each */
  function item(each) {
    const { file_name, total, position, refused, created_at } = each;
    const left = total - position;
    return h(
      'li',
      { class: 'item', 'data-testid': 'import' },
      h(
        'span',
        { class: 'item-text' },
        file_name,
        ' ',
        left > 0 && h('span', { class: 'badge warning' }, `${left} left: choose the file again to go on`),
        h('span', { class: 'muted block' }, `${formatTime(created_at, Date.now())}. ${position - refused} added, ${refused} refused, of ${total}.`),
      ),
      refused > 0 && h('button', { type: 'button', class: 'button small', onclick: () => fill(running, report(each)) }, 'Show refused'),
    );
  }

  void earlier.reload();
  return [
    h('p', {}, h('a', { href: '#users' }, 'Users')),
    h('h1', {}, 'Import users'),
    card(
      'Choose a file',
      'CSV with a row of column names, or JSON with a list of objects. Columns: email_address, phone_number, username, first_name, last_name, external_id, password_digest, password_hasher, public_metadata, private_metadata, unsafe_metadata, created_at, banned. Several addresses in one column are parted by "|".',
      h('label', { htmlFor: 'import-file', class: 'visually-hidden' }, 'File with users'),
      file,
      h('p', { class: 'hint' }, 'Passwords move as digests: bcrypt, argon2, scrypt and others, named in password_hasher. Addresses and numbers count as verified.'),
      problem,
    ),
    running,
    card('Imports', '', earlier.element),
  ];
}

/**
 * @param {File} file
 * @param {HTMLElement} place
 */
async function importFile(file, place) {
  const bytes = await file.arrayBuffer();
  const digest = await sha256(bytes);
  const { records, ignored } = readRecords(new TextDecoder().decode(bytes));
  const { data: known } = await listImports(null);
  const same = known.find((each) => each.file_digest === digest && each.position < each.total && each.total === records.length);
  /** @type {Import} */
  let now = same ?? (await call('POST', 'imports', { file_name: file.name, file_digest: digest, total: records.length }));
  const bar = progress(file.name, ignored);
  fill(place, bar.element);
  bar.show(now);
  while (now.position < now.total) {
    const next = records.slice(now.position, now.position + CHUNK);
    try {
      now = await call('POST', `imports/${now.id}/records`, { position: now.position, records: next });
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status < 500 && error.status !== 0 && error.code !== 'import_moved_on')) throw error;
      bar.wait(error.message);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      // Whether the records went in before the answer was lost, only the import itself can tell.
      now = await call('GET', `imports/${now.id}`).catch(() => now);
    }
    bar.show(now);
  }
  if (now.refused > 0) place.append(report(now));
}

/**
 * @param {string} name
 * @param {string[]} ignored
 */
function progress(name, ignored) {
  const meter = h('progress', { 'aria-label': `Import of ${name}`, 'data-testid': 'import-progress' });
  const said = h('p', { role: 'status', 'data-testid': 'import-status' });
  return {
    element: card(
      name,
      ignored.length > 0 ? `Columns that are not taken over: ${ignored.join(', ')}.` : '',
      meter,
      said,
    ),
    /** @param {Import} now */
    show({ position, total, refused }) {
      meter.max = total;
      meter.value = position;
      const done = position === total;
      fill(said, `${done ? 'Done. ' : ''}${position - refused} added, ${refused} refused, of ${total}.`);
    },
    /** @param {string} why */
    wait(why) {
      fill(said, `${why} Trying again.`);
    },
  };
}

/** @param {Import} of */
function report({ id, file_name }) {
  const refusals = pagedList({
    load: byCursor(`imports/${id}/refusals`),
    row: (/** @type {{ position: number, record: string, field: string | null, reason: string }} */ { position, record, field, reason }) =>
      h(
        'li',
        { class: 'item', 'data-testid': 'refusal' },
        h('span', { class: 'item-text' }, `Record ${position + 1}: `, h('code', { class: 'mono' }, record || 'without a name'), h('span', { class: 'muted block' }, field === null ? reason : `${field}: ${reason}`)),
      ),
    empty: () => 'None.',
    label: `Refused records of ${file_name}`,
    testId: 'refusals',
  });
  void refusals.reload();
  return card('Refused records', `Of ${file_name}. Correct them and import them from a file of their own; the others are there.`, refusals.element);
}

/** @param {ArrayBuffer} bytes */
async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
