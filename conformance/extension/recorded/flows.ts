import type { Page } from '../../../e2e/support/chromium/page.ts';
import { CREDENTIALS, type Stand } from '../support/stand.ts';

/** What a client is asked to do, one after the other, by those who use it. */
export const FLOWS = ['load signed out', 'sign in', 'activate', 'token', 'token of a template', 'token of an organization', 'token afresh', 'load signed in', 'sign out'] as const;

export type Flow = (typeof FLOWS)[number];

const TEMPLATE = { template: 'supabase' };
const ORGANIZATION = { organizationId: 'org_1' };
const AFRESH = { skipCache: true };

/** In a worker that keeps its client. Some of it throws there, after the request. */
export function inWorker(on: Stand): (flow: Flow) => Promise<void> {
  const does: Record<Flow, () => Promise<unknown>> = {
    'load signed out': () => on.ask('keep'),
    'sign in': () => on.ask('keptSignIn', CREDENTIALS),
    activate: () => on.told('keptActivate', 'sess_1'),
    token: () => on.ask('keptToken'),
    'token of a template': () => on.ask('keptToken', TEMPLATE),
    'token of an organization': () => on.ask('keptToken', ORGANIZATION),
    'token afresh': () => on.ask('keptToken', AFRESH),
    'load signed in': () => on.stopWorker().then(() => on.ask('keep')),
    'sign out': () => on.told('keptSignOut'),
  };
  return async (flow) => void (await does[flow]());
}

/** On popups, each of which stays open until the next one loads. */
export function onPopups(on: Stand): (flow: Flow) => Promise<void> {
  let popup: Page;
  const token = (options: object) => popup.evaluate(`clerk.session.getToken(${JSON.stringify(options)})`);
  const load = async () => {
    await popup?.close();
    popup = await on.open('popup.html');
    await popup.evaluate('loaded.then(() => undefined)');
  };
  const does: Record<Flow, () => Promise<unknown>> = {
    'load signed out': load,
    'sign in': () => popup.evaluate(`clerk.client.signIn.create(${JSON.stringify(CREDENTIALS)}).then(() => undefined)`),
    activate: () => popup.evaluate(`clerk.setActive({ session: 'sess_1' })`),
    token: () => token({}),
    'token of a template': () => token(TEMPLATE),
    'token of an organization': () => token(ORGANIZATION),
    'token afresh': () => token(AFRESH),
    'load signed in': load,
    // The popup may have left for another page before it can answer.
    'sign out': () => popup.evaluate('clerk.signOut()').catch(() => undefined),
  };
  return async (flow) => void (await does[flow]());
}
