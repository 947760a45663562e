import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CoreFactory } from '../src/core';
import { packageDir } from './browser';

/** What one machine was told, and the effects it answered with. */
type Trace = [message: unknown, effects: unknown][];

const lines = (await readFile(new URL('fixtures/traces.jsonl', import.meta.url), 'utf8')).trimEnd().split('\n');

// `crates/client/tests/schedules` recorded these from the core as it runs natively: several contexts over shared storage
// and locks, with answers lost and repeated, contexts killed and clocks that jump.
describe.each(['js', 'wasm'])('the core as %s', (build) => {
  it(`answers ${String(lines.length)} recorded traces as it does natively`, async () => {
    const { createCore } = (await import(/* @vite-ignore */ pathToFileURL(`${packageDir}/dist/core-${build}.js`).href)) as {
      createCore: CoreFactory;
    };
    let steps = 0;
    for (const [at, line] of lines.entries()) {
      const core = createCore();
      for (const [message, effects] of JSON.parse(line) as Trace) {
        expect(JSON.parse(core.step(JSON.stringify(message))), `trace ${String(at + 1)}, step ${String(steps)}`).toEqual(effects);
        steps++;
      }
    }
    expect(steps).toBeGreaterThan(lines.length);
  });
});
