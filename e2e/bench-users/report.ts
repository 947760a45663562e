import type { Report } from '../support/report.ts';
import type { Measured } from './measure.ts';

const FACTOR_LIMIT = 2;
/** Advisory, as all times of a machine that is shared are. */
const SEARCH_MS = 100;
const FIRST_ROWS_MS = 1000;

export function report(users: number, ...[sqlite, postgres]: [Measured, Measured]): Report {
  const lines: string[] = [];
  let missed = 0;
  const verdict = (held: boolean) => {
    if (!held) missed++;
    return held ? 'met' : 'MISSED';
  };
  const both = [sqlite, postgres];
  const row = (what: string, show: (measured: Measured) => string, limit = '', held?: (measured: Measured) => boolean) =>
    lines.push(`| ${what} | ${both.map(show).join(' | ')} | ${limit} | ${held ? verdict(both.every(held)) : ''} |`);

  lines.push('| | SQLite | PostgreSQL | limit | |', '| --- | --: | --: | --- | --- |');
  row(`import of a CSV through the page, to ${users} users with bcrypt digests, killed in the middle, s`, ({ importSecs }) => importSecs.toFixed(0));
  row('its memory at most, MB', ({ memoryMb }) => memoryMb.toFixed(0));
  row('what the page says then', ({ outcome }) => outcome);
  row('users afterwards', ({ count }) => String(count), String(users), ({ count }) => count === users);
  row('first rows on the page, ms', ({ firstRowsMs }) => firstRowsMs.toFixed(0), `about ${FIRST_ROWS_MS}`);
  row('slowest search, ms', ({ searches }) => Math.max(...searches.map(({ allMs }) => allMs)).toFixed(1), `about ${SEARCH_MS}`);
  for (const [at, { query }] of sqlite.searches.entries()) {
    const factor = ({ searches }: Measured) => searches[at]!.allMs / searches[at]!.fewMs;
    const show = (measured: Measured) => `${factor(measured).toFixed(2)} (${measured.searches[at]!.allMs.toFixed(1)} ms)`;
    row(`search for "${query}", x with 1,000 users`, show, `at most ${FACTOR_LIMIT}`, (measured) => factor(measured) <= FACTOR_LIMIT);
  }
  return { lines, missed };
}
