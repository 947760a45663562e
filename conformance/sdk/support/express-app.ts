import type * as Express from '@clerk/express';
import express, { type RequestHandler } from 'express';

import type { Server } from '../../../e2e/support/server.ts';
import { load, SCRIPTS, type Age } from './versions.ts';
import { serve, type WebApp } from './web-app.ts';

/**
 * An application with routes that are protected, and with a page that loads the browser SDK as its documentation says, or a script of its
 * own in its place.
 */
export async function expressApp(server: Server, age: Age, own?: Uint8Array): Promise<WebApp> {
  const sdk = await load<typeof Express>('express', age);
  const { publishable_key: publishableKey, secret_key: secretKey, api_url: apiUrl, frontend_api: frontendApi } = server.instance;
  const script = `https://${frontendApi}/npm/@clerk/clerk-js@${SCRIPTS[age]}/dist/clerk.browser.js`;
  const app = express();
  // At first, the client was the only place for the address, and handshakes had to be asked for.
  const clerkClient = sdk.createClerkClient({ publishableKey, secretKey, apiUrl });
  app.use(sdk.clerkMiddleware({ publishableKey, secretKey, apiUrl, clerkClient, enableHandshake: true } as Express.ClerkMiddlewareOptions));
  const element = own
    ? '<script type="module" src="/app.js"></script>'
    : `<script crossorigin="anonymous" src="${script}" data-clerk-publishable-key="${publishableKey}"></script>`;
  app.get('/', (_request, response) => void response.send(`<!doctype html><meta charset="utf-8"><title>App</title>${element}`));
  app.get('/app.js', (_request, response) => void response.type('text/javascript').send(Buffer.from(own ?? [])));
  app.get('/api/who', (request, response) => {
    const { userId, sessionId } = sdk.getAuth(request);
    response.json({ userId, sessionId });
  });
  // At first it was a handler itself, and had no place to lead to.
  const required = age === 'oldest' ? (sdk.requireAuth as unknown as RequestHandler) : sdk.requireAuth({ signInUrl: '/' });
  app.get('/protected', required, (request, response) => {
    response.json({ userId: sdk.getAuth(request).userId });
  });
  // Nothing of its own to sign in at.
  app.get('/members', (request, response) => {
    const { userId } = sdk.getAuth(request);
    const back = `https://${request.headers.host}/members`;
    if (userId) response.json({ userId });
    else response.redirect(`https://${frontendApi}/sign-in?redirect_url=${encodeURIComponent(back)}`);
  });
  return serve(app);
}
