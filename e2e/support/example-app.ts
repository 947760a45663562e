import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { at } from './workspace.ts';

/** A web app of the examples. */
export interface ExampleApp {
  url: string;
  stop(): Promise<void>;
}

/** Serves it on a free port. */
export async function startExample(name: 'host-app' | 'web-page', publishableKey: string, ...more: string[]): Promise<ExampleApp> {
  const args = ['serve.mjs', '--publishable-key', publishableKey, '--port', '0', ...more];
  const child = spawn(process.execPath, args, { cwd: at('examples', name), stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => ['']),
  ])) as [string];
  const url = /^[\w-]+: (http:\S+)$/.exec(line)?.[1];
  if (!url) throw new Error(`the example ${name} did not start`);
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
