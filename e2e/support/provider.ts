import type { Server } from './server.ts';
import { serve, type Web } from './web.ts';

/** Somebody who has an account at the provider. */
export const ADA = 'ada@example.com';
/** The same; whether the instance knows them is another question. */
export const GRACE = 'grace@example.com';

/** Where browsers find its pages: on another host than the instance and the application. */
export const PROVIDER = 'provider.nightdesk.localhost';

/**
 * A provider of identities: a page that asks whom to go on as, and leads back with a code or a refusal. The code is good for a
 * token, and the token for what is known of the person.
 */
export function startProvider(): Promise<Web> {
  return serve((request, response, body) => {
    const url = new URL(request.url ?? '', 'http://provider');
    const back = (answer: object) => {
      const to = new URL(url.searchParams.get('redirect_uri') ?? '');
      for (const [name, value] of Object.entries({ ...answer, state: url.searchParams.get('state') })) to.searchParams.set(name, String(value));
      return to.href.replaceAll('&', '&amp;');
    };
    const json = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (url.pathname === '/token') return json({ access_token: new URLSearchParams(body.toString()).get('code'), token_type: 'Bearer' });
    if (url.pathname === '/userinfo') {
      const email = request.headers.authorization?.replace('Bearer ', '') ?? '';
      return json({ sub: email, email, email_verified: true, given_name: email.split('@')[0] });
    }
    if (url.pathname !== '/authorize') return response.writeHead(404).end();
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><meta charset="utf-8"><title>Provider</title>
      <style>
        body { font: 16px system-ui; max-width: 26rem; margin: 4rem auto; }
        a { display: block; margin: 0.75rem 0; padding: 0.75rem 1rem; border: 1px solid #bbb; border-radius: 8px; color: #222; text-decoration: none; }
      </style>
      <h1>Test provider</h1>
      <p>An extension wants to know who you are.</p>
      <a data-testid="ada" href="${back({ code: ADA })}">Continue as ${ADA}</a>
      <a data-testid="grace" href="${back({ code: GRACE })}">Continue as ${GRACE}</a>
      <a data-testid="deny" href="${back({ error: 'access_denied' })}">Deny</a>`);
  });
}

/** Has an instance's users sign in with Google there. */
export async function connectGoogle(server: Server, provider: Web): Promise<void> {
  await server.backend('PUT', '/social_connections/google', {
    client_id: 'client',
    client_secret: 'secret',
    authorize_url: `${provider.at(PROVIDER)}/authorize`,
    token_url: `${provider.at('127.0.0.1')}/token`,
    user_info_url: `${provider.at('127.0.0.1')}/userinfo`,
  });
}
