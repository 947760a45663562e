// `cargo xtask bench client`: our package beside the official one, and both beside what any worker costs.
import { parseArgs } from 'node:util';

import { measure } from './measure.ts';
import { report } from './report.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, rounds: { type: 'string', default: '40' } } });
const { lines, missed } = report(await measure(Number(values.rounds)));
for (const line of lines) console.log(line);
console.log(missed === 0 ? '\nall limits are met' : `\n${missed} limits are MISSED`);
if (values.check && missed > 0) process.exitCode = 1;
