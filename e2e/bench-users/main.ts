// `cargo xtask bench users`: what the dashboard does with many users, on both databases.
import { parseArgs } from 'node:util';

import { measure } from './measure.ts';
import { report } from './report.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, users: { type: 'string', default: '100000' } } });
const users = Number(values.users);
const postgres = process.env.NIGHTDESK_TEST_POSTGRES;
if (!postgres) throw new Error('NIGHTDESK_TEST_POSTGRES has no URL of a PostgreSQL; run this by `cargo xtask bench users`');

const { lines, missed } = report(users, await measure('SQLite', users), await measure('PostgreSQL', users, postgres));
for (const line of lines) console.log(line);
console.log(missed === 0 ? '\nall limits are met' : `\n${missed} limits are MISSED`);
if (values.check && missed > 0) process.exitCode = 1;
