import { access, readFile } from 'node:fs/promises';
import { build, type Metafile } from 'esbuild';
import { expect, it } from 'vitest';
import { packageDir } from './browser';

const manifest = JSON.parse(await readFile(`${packageDir}/package.json`, 'utf8')) as {
  exports: Record<string, { default?: string } | string>;
  [field: string]: unknown;
};

const fileOf = (entry: { default?: string } | string | undefined) => (typeof entry === 'object' && entry.default) || '';

/** What a bundle of one entry is made of: files of the package, and packages that it asks for. */
async function made(entry: string): Promise<{ files: string[]; asks: string[] }> {
  const { metafile } = (await build({
    entryPoints: [`${packageDir}/${fileOf(manifest.exports[entry])}`],
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    packages: 'external',
    logLevel: 'error',
  })) as { metafile: Metafile };
  const inputs = Object.entries(metafile.inputs);
  return {
    files: inputs.map(([path]) => path.replace(/^.*\//, '')),
    asks: [...new Set(inputs.flatMap(([, { imports }]) => imports.filter(({ external }) => external).map(({ path }) => path)))],
  };
}

it('has every file that its manifest names', async () => {
  const named = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)));
  expect(named).toContain('./dist/legacy.d.ts');
  for (const file of named) await access(`${packageDir}/${file}`);
});

it('depends on nothing, and on React for nothing but the entries that are about it', async () => {
  expect(manifest.dependencies).toBe(undefined);
  expect(manifest.optionalDependencies).toBe(undefined);
  expect(Object.keys(manifest.peerDependencies as object)).toEqual(['react']);
  expect(manifest.peerDependenciesMeta).toEqual({ react: { optional: true } });
  const asks: Record<string, string[]> = {};
  for (const [entry, file] of Object.entries(manifest.exports)) {
    if (fileOf(file)) asks[entry] = (await made(entry)).asks;
  }
  const { '.': react, './legacy': legacy, ...others } = asks;
  expect([react, legacy]).toEqual([['react'], ['react']]);
  expect(Object.keys(others)).toContain('./background');
  expect(Object.values(others).flat()).toEqual([]);
});

it.each(['./background', './client', './background-wasm', './client-wasm'])('loads nothing of the React entry for %s', async (entry) => {
  const [mine, react] = await Promise.all([made(entry), made('.')]);
  expect(react.files).toContain('index.js');
  const ofReactOnly = new Set([...react.files, ...(await made('./legacy')).files]);
  for (const file of (await made('./client')).files) ofReactOnly.delete(file);
  expect(mine.files.filter((file) => ofReactOnly.has(file))).toEqual([]);
});
