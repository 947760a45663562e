import { createServer, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Page } from '../support/chromium/page.ts';
import { anAccount, signInOn } from '../support/steps.ts';
import { stage, type Stage } from '../support/stage.ts';
import { claimsOf } from '../support/token.ts';
import { delay } from '../support/until.ts';

const LIFE_SECS = 10;
const JSON_TYPE = 'application/json';

/** Answers that no healthy server gives. */
const ANSWERS: [name: string, status: number, type: string, body: string][] = [
  ['a 500', 500, JSON_TYPE, '{"errors":[{"code":"internal_error","message":"Oops","long_message":"Oops"}]}'],
  ['a page of HTML', 200, 'text/html', '<!doctype html><title>Welcome to the hotel network</title>'],
  ['half a JSON', 200, JSON_TYPE, '{"object":"token","jwt":"eyJ'],
  ['a 502 without a body', 502, 'text/plain', ''],
  ['a 429', 429, JSON_TYPE, '{"errors":[{"code":"too_many_requests","message":"Slow down"}]}'],
];

describe('a server that answers', () => {
  let on: Stage;
  let bare: Page;

  beforeAll(async () => {
    on = await stage({ sessionTokenLifetimeSecs: LIFE_SECS, fixture: {} });
    const home = await on.browser.openPage('home.html');
    await signInOn(home, await anAccount(on.server));
    bare = await on.browser.openPage('tabs/background-worker-demo.html');
    await home.close();
  });

  afterAll(() => on?.close());

  const askWorker = () =>
    bare.evaluate<{ token?: string; error?: { code?: string; message: string } }>(
      `chrome.runtime.sendMessage({ what: 'token' })`,
    );

  it('something unhealthy signs nobody out, and gives a token once it is well again', async () => {
    const { token } = await askWorker();
    await delay(claimsOf(token ?? '').exp * 1000 - Date.now() + 200);
    await on.server.kill();
    for (const [name, status, type, body] of ANSWERS) {
      await on.browser.stopWorker();
      const impostor = await answering(on.server.port, status, type, body);
      try {
        const { error } = await askWorker();
        expect(error?.code, name).toBeTruthy();
        expect(error?.message, name).toBeTruthy();
      } finally {
        await ended(impostor);
      }
    }
    await on.server.startAgain();
    expect((await askWorker()).token).toBeTruthy();
  });
});

async function answering(port: number, status: number, type: string, body: string): Promise<HttpServer> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': type, 'access-control-allow-origin': '*' }).end(body);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function ended(server: HttpServer): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
