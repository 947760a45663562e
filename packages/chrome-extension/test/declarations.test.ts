import { expect, test } from 'vitest';
import ts from 'typescript';
import { packageDir } from './browser';

const ENTRIES = ['index', 'legacy', 'client', 'background', 'client-wasm', 'background-wasm', 'content-script', 'types'];

test.each([
  ['bundlers', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ['Node', ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
])('the declarations are whole for who resolves modules as %s do', (_, module, moduleResolution) => {
  const entries = ENTRIES.map((name) => `${packageDir}/dist/${name}.d.ts`);
  // Without `types`: not everybody has those of Chrome.
  const program = ts.createProgram(entries, { module, moduleResolution, target: ts.ScriptTarget.ES2022, strict: true, types: [], noEmit: true });
  const own = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${packageDir}/dist/`) || fileName.includes('/chrome-extension/dist/'));
  expect(own.length).toBeGreaterThan(ENTRIES.length);
  const messages = own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
  expect(messages.map(({ file, messageText }) => `${String(file?.fileName.split('/dist/')[1])}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)).toEqual([]);
}, 120_000);
