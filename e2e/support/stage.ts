import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Browser, type LaunchOptions } from './chromium/browser.ts';
import { buildExtension, type ExampleOptions } from './extension.ts';
import { buildFixture, type FixtureOptions } from './fixture-extension.ts';
import { Server, type ServerOptions } from './server.ts';

/** A server and a browser with an extension for it. */
export interface Stage {
  server: Server;
  /** Another one after a restart. */
  browser: Browser;
  /** Where the extension is. */
  folder: string;
  close(): Promise<void>;
}

export interface StageOptions extends ServerOptions {
  /** Uses the fixture extension instead of the demo. */
  fixture?: Omit<FixtureOptions, 'publishableKey'>;
  /** Another example than the demo extension. */
  example?: ExampleOptions['example'];
  /** The web app that the demo extension follows. */
  syncHost?: string;
  launch?: LaunchOptions;
}

/** Sets a stage up; whatever was started is ended again if something does not start. */
export async function stage({ fixture, example, syncHost, launch, ...options }: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-extension-'));
  const server = await Server.start(options);
  const cleanUp = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const publishableKey = server.instance.publishable_key;
    if (fixture) await buildFixture(folder, { ...fixture, publishableKey });
    else await buildExtension(folder, publishableKey, { example, syncHost });
    const browser = await Browser.launch(folder, launch);
    // Production allows no origin that it was not told of.
    if (options.environment === 'production') await server.allow(`chrome-extension://${browser.extensionId}`);
    const set: Stage = {
      server,
      browser,
      folder,
      async close() {
        await set.browser.close();
        await cleanUp();
      },
    };
    return set;
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
