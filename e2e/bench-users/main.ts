// `cargo xtask bench users`: what the dashboard does with many users, on both databases.
import { parseArgs } from 'node:util';

import { print } from '../support/report.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, users: { type: 'string', default: '100000' } } });
const users = Number(values.users);
const postgres = process.env.NIGHTDESK_TEST_POSTGRES;
if (!postgres) throw new Error('NIGHTDESK_TEST_POSTGRES has no URL of a PostgreSQL; run this by `cargo xtask bench users`');

print(report(users, await measure('SQLite', users), await measure('PostgreSQL', users, postgres)), values.check);
