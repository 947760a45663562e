import { call } from './api.js';
import { card } from './card.js';
import { problemLine, run } from './controls.js';
import { fill, h } from './dom.js';
import { formatBytes, formatMicros } from './format.js';
import { bars } from './plot.js';

const HOURS = 24;
const MINUTES = 60;

/**
 * @typedef {{
 *   version: string,
 *   database: string,
 *   database_bytes: number,
 *   minutes: { minute: number, requests: number, failures: number }[],
 *   mints: number,
 *   mint_half_us: number,
 *   mint_most_us: number,
 *   sign_ins: [hour: number, count: number][],
 * }} Health
 */

/** How the server is. */
export function healthPage() {
  const content = h('div', { class: 'stack' }, h('p', { class: 'loading', role: 'status' }, 'Loading'));
  const problem = problemLine();
  const refresh = h('button', { type: 'button', class: 'button', onclick: () => load() }, 'Refresh');
  const load = () =>
    run(refresh, problem, async () => {
      const health = await call('GET', 'health').finally(() => content.querySelector('.loading')?.remove());
      fill(content, ...show(health));
    });
  void load();
  return [h('div', { class: 'title-row' }, h('h1', {}, 'Health'), refresh), problem, content];
}

/** @param {Health} health */
function show({ version, database, database_bytes, minutes, mints, mint_half_us, mint_most_us, sign_ins }) {
  const now = Date.now();
  const minute = Math.floor(now / 60_000);
  const hour = Math.floor(now / 3_600_000);
  const requests = series(MINUTES, minute, new Map(minutes.map((each) => [each.minute, each.requests])));
  const failures = minutes.reduce((sum, each) => sum + each.failures, 0);
  const signIns = series(HOURS, hour, new Map(sign_ins));
  return [
    h(
      'dl',
      { class: 'figures' },
      ...figure('Version', version, 'version'),
      ...figure(database, formatBytes(database_bytes), 'database-size'),
      ...figure('Tokens minted in the last hour', mints.toLocaleString(), 'mints'),
      ...figure('Half of them within', mints > 0 ? formatMicros(mint_half_us) : 'None yet', 'mint-half'),
      ...figure('99 of 100 within', mints > 0 ? formatMicros(mint_most_us) : 'None yet', 'mint-most'),
      ...figure('Failed requests in the last hour', failures.toLocaleString(), 'failures'),
    ),
    card(
      'Requests',
      'By the minute in the last hour, as this process has answered them.',
      bars(requests, { label: `Requests by the minute: ${sum(requests)} in the last hour, at most ${Math.max(...requests)} in one.`, from: 'an hour ago' }),
    ),
    card(
      'Sign-ins',
      'By the hour in the last day, of this instance.',
      bars(signIns, { label: `Sign-ins by the hour: ${sum(signIns)} in the last day, at most ${Math.max(...signIns)} in one.`, from: 'a day ago' }),
    ),
  ];
}

/**
 * The last `length` counts up to `now`, with zeros where nothing was.
 *
 * @param {number} length
 * @param {number} now
 * @param {Map<number, number>} counts
 */
function series(length, now, counts) {
  return Array.from({ length }, (_, at) => counts.get(now - length + 1 + at) ?? 0);
}

/** @param {number[]} counts */
function sum(counts) {
  return counts.reduce((total, each) => total + each, 0);
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string} testId
 */
function figure(name, text, testId) {
  return [h('div', { class: 'figure' }, h('dt', {}, name), h('dd', { 'data-testid': testId }, text))];
}
