import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import ts from 'typescript';
import { leftOut } from '../../../conformance/types/left-out';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const README = here('../README.md');
const readme = await readFile(README, 'utf8');

/** What the samples take for granted, as a reader would. */
const GIVEN = `
declare const identifier: string, password: string, note: object, emailAddressId: string;
declare const clerk: import('@nightdesk/chrome-extension/types').Clerk & { client: import('@nightdesk/chrome-extension/types').Client };
declare function render(user: unknown): void;
`;

describe('the README', () => {
  test('lists what is left out, as the check against the official types has it', async () => {
    const rows = leftOut.map(({ why, members }) => {
      const objects = Object.entries(members as Record<string, readonly string[]>).map(([name, names]) => `${name === '*' ? 'everywhere' : `\`${name}\``}: ${names.map((member) => `\`${member}\``).join(', ')}`);
      return `| ${objects.join('; ')} | ${why} |`;
    });
    const table = ['| left out | why |', '|---|---|', ...rows, ''].join('\n');
    const [whole, before, now, after] = /^([^]*left-out\.ts\. -->\n)([^]*)(<!-- End\. -->[^]*)$/.exec(readme) ?? [];
    expect(whole, 'the marks around the table are gone').toBeDefined();
    if (process.env.WRITE_README) await writeFile(README, `${before}${table}${after}`);
    else expect(now, 'run `WRITE_README=1 npx vitest run test/readme.test.ts` in packages/chrome-extension').toBe(table);
  });

  test('has samples that compile against the package', () => {
    const samples = [...readme.matchAll(/^```(tsx?)\n([^]*?)^```$/gm)].map(([whole, kind, code], at) => ({
      name: here(`../README-${String(at)}.${kind ?? ''}`),
      // Line by line as in the README, so that a message tells where.
      text: `${'\n'.repeat(readme.slice(0, readme.indexOf(whole)).split('\n').length)}${code ?? ''}\nexport {};`,
    }));
    expect(samples.length).toBeGreaterThan(4);
    for (const [, json] of readme.matchAll(/^```json\n([^]*?)^```$/gm)) JSON.parse(json ?? '');
    const { config } = ts.readConfigFile(here('../tsconfig.json'), (path) => ts.sys.readFile(path)) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, here('..'));
    const files = new Map([[here('../README-given.d.ts'), GIVEN], ...samples.map(({ name, text }) => [name, text] as const)]);
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile: read } = host;
    host.getSourceFile = (name, target) => {
      const text = files.get(name);
      return text === undefined ? getSourceFile.call(host, name, target) : ts.createSourceFile(name, text, target);
    };
    host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
    host.readFile = (name) => files.get(name) ?? read.call(host, name);
    const program = ts.createProgram([...files.keys()], { ...options, jsx: ts.JsxEmit.ReactJSX }, host);
    const messages = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? ts.getLineAndCharacterOfPosition(file, start).line + 1 : 0;
      return `README.md:${String(line)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    expect(messages).toEqual([]);
    // A compiler starts from scratch.
  }, 120_000);
});
