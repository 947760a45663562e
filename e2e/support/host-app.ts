import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { at } from './workspace.ts';

/** The web app that the demo extension can follow. */
export interface HostApp {
  url: string;
  stop(): Promise<void>;
}

/** Serves it on a free port. */
export async function startHostApp(publishableKey: string): Promise<HostApp> {
  const args = ['serve.mjs', '--publishable-key', publishableKey, '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: at('examples', 'host-app'), stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => ['']),
  ])) as [string];
  const url = /^host-app: (http:\S+)$/.exec(line)?.[1];
  if (!url) throw new Error('the host app did not start');
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
