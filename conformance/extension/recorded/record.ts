import type { SeenRequest } from '../../../e2e/support/minimal-api.ts';
import { CREDENTIALS, type Stand } from '../support/stand.ts';
import { FLOWS, inWorker, onPopups, type Flow } from './flows.ts';

/** One request, without what is secret, and without what differs from one machine or run to the next. */
export interface Recorded {
  instance: 'production' | 'development';
  where: 'worker' | 'popup';
  flow: Flow;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: Record<string, string>;
}

/** Those headers that clients choose, or that say how they are told apart. */
const HEADERS = ['authorization', 'content-type', 'cookie', 'origin'];
const FROM_THE_MACHINE = ['locale', 'timezone', 'tab_state'];

/** Has a package go through the flows, in a worker and on popups, and returns its requests. */
export async function record(on: Stand, instance: Recorded['instance']): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for (const where of ['worker', 'popup'] as const) {
    await on.reset();
    // So that each token has to be asked for.
    on.api.lives = { minted: 3600, inClient: 0 };
    const play = where === 'worker' ? inWorker(on) : onPopups(on);
    for (const flow of FLOWS) {
      const before = on.api.seen.length;
      await play(flow);
      const requests = on.api.seen.slice(before).map((request) => ({ instance, where, flow, ...shape(request, on) }));
      // Some are sent at the same time.
      recorded.push(...requests.sort((a, b) => a.path.localeCompare(b.path)));
    }
  }
  return recorded;
}

function shape({ sent, path, query, headers, body }: SeenRequest, on: Stand): Pick<Recorded, 'method' | 'path' | 'query' | 'headers' | 'body'> {
  const secrets: [string, string][] = [
    [on.account.jwt, '<client jwt>'],
    [CREDENTIALS.password, '<password>'],
    [on.browser.extensionId, '<extension id>'],
  ];
  const clean = (value: string) => secrets.reduce((text, [secret, name]) => text.replaceAll(secret, name), value).replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<session token>');
  const entries = (parameters: URLSearchParams) =>
    Object.fromEntries([...parameters].map(([name, value]) => [name, FROM_THE_MACHINE.includes(name) ? `<${name}>` : clean(value)]));
  const kept = HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, clean(String(headers[name]))]]));
  return { method: sent, path, query: entries(query), headers: Object.fromEntries(kept) as Record<string, string>, ...(sent !== 'GET' && { body: entries(body) }) };
}
