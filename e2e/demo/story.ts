import { join } from 'node:path';

import { MINT, type Server } from '../support/server.ts';
import { pressForToken, signIn, signOut, signUp, type Person } from '../support/steps.ts';
import type { Surface } from '../support/surface.ts';
import { claimsOf, verifyByJwks } from '../support/token.ts';
import { delay } from '../support/until.ts';

/** What the story needs of a browser with the extension in it. */
interface Browser {
  openPopup(): Promise<Surface>;
  openSidePanel(press: () => Promise<unknown>): Promise<Surface>;
  openPage(path: string): Promise<Surface>;
  /** Stops the service worker, or what stands in for it, and waits until it is gone. */
  stopWorker(): Promise<void>;
}

interface Stage {
  server: Server;
  browser: Browser;
  /** The folder that pictures are put into. */
  screenshots: string;
}

const ADA: Person = { email: 'ada@example.com', password: 'a lamp burns on the night desk' };

/**
 * Plays it, and prints each step with the time it took.
 *
 * @throws Error that names the step that failed
 */
export async function play({ server, browser, screenshots }: Stage): Promise<void> {
  const picture = (name: string) => join(screenshots, `${name}.png`);

  let popup = await step('open the popup', () => browser.openPopup());
  await popup.see('submit');
  await popup.screenshot(picture('popup-signed-out'));
  await step('sign up, with the code from the outbox', () => signUp(popup, server, ADA));
  await step('sign out', () => signOut(popup));
  await step('sign in with the password', async () => {
    await signIn(popup, ADA);
    await popup.see('session-id');
  });
  await popup.screenshot(picture('popup'));

  const panel = await step('open the side panel', () =>
    browser.openSidePanel(() => popup.click('open-side-panel')),
  );
  const tab = await step('open the home page in a tab', () => browser.openPage('home.html'));
  popup = await browser.openPopup();
  await step('sign out in the popup, and see it in side panel and tab', async () => {
    await signOut(popup);
    for (const other of [panel, tab]) await other.see('email');
  });
  // A popup closes when somebody turns to a tab.
  await popup.close();
  await step('sign in in the tab, and see it in side panel and popup', async () => {
    await signIn(tab, ADA);
    popup = await browser.openPopup();
    for (const other of [popup, panel, tab]) await other.see('session-id');
  });
  for (const [name, view] of [['popup', popup], ['side-panel', panel], ['tab', tab]] as const) {
    await view.screenshot(picture(`live-${name}`));
  }
  for (const view of [popup, tab]) await view.close();

  const token = await panel.seeOther('token', '\u2013');
  await panel.screenshot(picture('side-panel'));
  const next = await step('see the side panel renew its token', () => panel.seeOther('token', token, 15_000));
  await step('close popup and side panel', () => panel.close());

  await step('let the service worker stop', () => browser.stopWorker());
  await step('let the token expire', () => delay(claimsOf(next).exp * 1000 - Date.now() + 200));

  const demo = await step('open the demo tab', () => browser.openPage('tabs/background-worker-demo.html'));
  await browser.stopWorker();
  const mark = await server.mark();
  const fresh = await step('press "Get token from service worker"', () => pressForToken(demo));
  await demo.screenshot(picture('background-worker-demo'));
  const asked = await server.since(mark);
  if (asked.join() !== MINT) throw new Error(`the worker sent ${asked.join(', ')}, not one request for a token`);

  const claims = await step('verify the token against the JWKS', () => verifyByJwks(fresh, server.origin));
  console.log(JSON.stringify(claims, null, 2));

  popup = await browser.openPopup();
  await popup.see('session-id');
  await step('sign out', () => signOut(popup));
  await popup.close();
  console.log(`screenshots: ${screenshots}`);
}

async function step<T>(what: string, action: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    const result = await action();
    console.log(`${Math.round(performance.now() - start).toString().padStart(7)} ms  ${what}`);
    return result;
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
