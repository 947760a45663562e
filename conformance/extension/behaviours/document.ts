import { readFile } from 'node:fs/promises';

import { at } from '../../../e2e/support/workspace.ts';
import type { Behaviour } from './behaviour.ts';

export const DOCUMENT = at('docs', 'compared-with-official.md');

const TABLES = /(<!-- behaviours -->\n)[^]*(<!-- \/behaviours -->)/;

/** The document with the tables as the suite has them. */
export function withTables(text: string, behaviours: Record<string, Behaviour[]>): string {
  const tables = Object.entries(behaviours).map(([about, rows]) => {
    const lines = rows.map(({ name, ours, official }) => `| ${name} | ${ours} | ${official} |`);
    return [`### ${about}`, '', '| behaviour | observed of ours | observed of the official package |', '|---|---|---|', ...lines, ''].join('\n');
  });
  return text.replace(TABLES, (_, begin: string, end: string) => `${begin}${tables.join('\n')}${end}`);
}

/** The version of the official package that is installed. */
export async function officialVersion(): Promise<string> {
  const manifest = at('conformance', 'official', 'node_modules', '@clerk', 'chrome-extension', 'package.json');
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version;
}
