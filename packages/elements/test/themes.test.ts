import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const FOLDER = `${import.meta.dirname}/../themes`;
const names = (await readdir(FOLDER)).map((file) => file.replace('.css', ''));

/** Blocks of declarations, each with its selector. */
async function blocks(name: string): Promise<[selector: string, values: Record<string, string>][]> {
  const css = await readFile(`${FOLDER}/${name}.css`, 'utf8');
  return [...css.matchAll(/([^{}*/]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => [
    selector.trim().replace(/\s+/g, ' '),
    Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, property = '', value = '']) => [property, value])),
  ]);
}

test('there are three', () => {
  expect(names.sort()).toEqual(['contrast', 'default', 'warm']);
});

test.each(names)('%s sets the same in both themes, also where an element names one', async (name) => {
  const [shape, light, dark, named] = await blocks(name);
  expect([shape?.[0], light?.[0], dark?.[0], named?.[0]]).toEqual([':root', ':root, [theme="light"]', ':root', '[theme="dark"]']);
  expect(Object.keys(light?.[1] ?? {})).toEqual(Object.keys(dark?.[1] ?? {}));
  expect(named?.[1]).toEqual(dark?.[1]);
});

test('the default is what the elements are without one', async () => {
  const styles = await readFile(`${import.meta.dirname}/../src/drawing/styles.ts`, 'utf8');
  const fallbacks = [...styles.matchAll(/var\((--nightdesk-[\w-]+), (.+)\);$/gm)].map(([, property = '', value = '']) => `${property}: ${value}`);
  const set = (await blocks('default')).flatMap(([, values]) => Object.entries(values).map(([property, value]) => `${property}: ${value}`));
  // The width is that of the place, not of the theme.
  expect([...new Set(set)].sort()).toEqual([...new Set(fallbacks)].filter((each) => !each.startsWith('--nightdesk-width')).sort());
});
