// `cargo xtask bench client`: our package beside the official one, and both beside what any worker costs.
import { parseArgs } from 'node:util';

import { print } from '../support/report.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, rounds: { type: 'string', default: '40' } } });
print(report(await measure(Number(values.rounds))), values.check);
