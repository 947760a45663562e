// The story of the product, told by doing it. `cargo xtask demo` builds everything and runs this.
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Browser } from '../support/chromium/browser.ts';
import { buildExtension } from '../support/extension.ts';
import { Firefox } from '../support/firefox/browser.ts';
import { Server } from '../support/server.ts';
import { at } from '../support/workspace.ts';
import { play } from './story.ts';

/** Short, so that nobody has to wait a minute to see a token expire. */
const TOKEN_LIFE_SECS = 10;

const { values } = parseArgs({
  options: { 'keep-open': { type: 'boolean', default: false }, firefox: { type: 'boolean', default: false } },
});
const keepOpen = values['keep-open'];

const server = await Server.start({ sessionTokenLifetimeSecs: TOKEN_LIFE_SECS });
let browser: Browser | Firefox | undefined;
try {
  const screenshots = values.firefox ? at('target', 'demo', 'firefox') : at('target', 'demo');
  const folder = await buildExtension(join(screenshots, 'extension'), server.instance.publishable_key, {
    browser: values.firefox ? 'firefox' : 'chrome',
  });
  browser = values.firefox ? await Firefox.launch(folder, { visible: keepOpen }) : await Browser.launch(folder, { visible: keepOpen });
  await play({ server, browser, screenshots });
  if (keepOpen) {
    console.log('The browser stays open for you; close it to end the demo.');
    await browser.closedByHand();
  }
  console.log('demo: ok');
} catch (error) {
  console.error(`demo: failed: ${error instanceof Error ? error.message : String(error)}`);
  console.error(`The server said last:\n${server.lastWords()}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await server.stop();
}
