import type { Page } from './chromium/page.ts';
import type { Server } from './server.ts';
import type { Web } from './web.ts';

/** Longer than any line of a phone. */
const LONG = 'a.very.long.address.that.nobody.would.like.to.type@mail.subsidiary.of.a.large.company.example.com';

/** Gives an instance something of everything that its dashboard shows. Returns the id of a user who has all of it. */
export async function fillInstance(server: Server, page: Page, provider: Web): Promise<string> {
  const backend = (method: string, path: string, body?: object) => server.backend(method, path, body);
  const dashboard = (method: string, path: string, body: object) =>
    page.evaluate(`fetch('/dashboard/api/${path}', {
      method: '${method}', headers: { 'content-type': 'application/json' }, body: JSON.stringify(${JSON.stringify(body)}),
    }).then(async (answer) => answer.ok || Promise.reject(new Error(await answer.text())))`);
  const user = (names: object, ...email_address: string[]) =>
    backend('POST', '/users', { email_address, skip_password_requirement: true, ...names }).then(({ id }) => id as string);

  await backend('PATCH', '/instance', { username: 'on', phone_number: 'on' });
  for (let n = 0; n < 24; n += 1) await user({}, `user${n}@example.com`);
  const banned = await user({ first_name: 'Grace', last_name: 'Hopper' }, 'grace@example.com');
  await backend('POST', `/users/${banned}/ban`);
  await backend('POST', `/users/${banned}/lock`);
  await user({ first_name: 'Anna-Katharina', last_name: 'von und zu Hohenstein-Schwarzenberg der Ältere' }, LONG);
  const ada = await user(
    { first_name: 'Ada', last_name: 'Lovelace', username: 'adalovelace', phone_number: ['+12125550123'], password: 'correct horse battery', public_metadata: { plan: 'pro', seats: 12 } },
    'ada@example.com',
    LONG.replace('a.very', 'another'),
  );
  await backend('PATCH', `/users/${ada}`, { totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' });
  for (const user_id of [ada, ada, ada]) await backend('POST', '/sessions', { user_id });

  await dashboard('POST', 'secret_keys', { name: 'Billing server' });
  await server.allow('https://app.example.com', `chrome-extension://${'abcdefghijklmnop'.repeat(2)}`);
  const endpoints = { authorize_url: `${provider.at('127.0.0.1')}/authorize`, token_url: `${provider.at('127.0.0.1')}/token`, user_info_url: `${provider.at('127.0.0.1')}/nowhere` };
  for (const [name, enabled] of [['acme', true], ['umbrella', false]] as const) {
    await backend('PUT', `/social_connections/custom_${name}`, { client_id: 'nightdesk', client_secret: 'secret', name: `The ${name} company`, enabled, ...endpoints });
  }
  for (const identifier of ['*@example.com', LONG]) await backend('POST', '/allowlist_identifiers', { identifier });
  await backend('POST', '/blocklist_identifiers', { identifier: '*@spam.example' });
  for (const url of ['myapp://sso-callback', `https://app.example.com/${'a-long-path/'.repeat(8)}callback`]) await backend('POST', '/redirect_urls', { url });
  await backend('PUT', '/templates/email/invitation', { subject: 'Come to {{ app.name }}', body: '<p>Come: {{ action_url }}</p>' });
  await backend('POST', '/templates/email/primary_email_address_changed/toggle_delivery', { delivered_by_clerk: false });
  for (const name of ['backend', 'a-template-with-quite-a-long-name-for-another-service']) await backend('POST', '/jwt_templates', { name, claims: { plan: '{{user.public_metadata.plan}}' } });
  await backend('POST', '/invitations', { email_address: 'dora@example.com' });
  await backend('POST', '/waitlist_entries', { email_address: LONG });
  return ada;
}
