import { RETURNED } from '../../elements/src/elsewhere';

/** What the server or an SDK has added to the address, and what is used up once it was read. */
const USED = [RETURNED, '__clerk_ticket', '__clerk_status', '__clerk_created_session'];

/** This page's address without the host, or that of another page that goes on with the same: where to go then is in its query. */
export function own(path = location.pathname): string {
  const query = new URLSearchParams(location.search);
  for (const name of USED) query.delete(name);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** This page's address as one that asks the server where to go on; if it says nothing of that, that is home. */
export function onward(): string {
  const url = new URL(own(), location.href);
  if (!url.searchParams.has('redirect_url')) url.searchParams.set('redirect_url', '');
  return url.pathname + url.search;
}

/** A parameter of the address. */
export function param(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

/**
 * Browser SDKs put what a page is told behind the `#`, which no server sees. Leads to the same page with it in the query; says
 * whether it does.
 */
export function moveHashToQuery(): boolean {
  const at = location.hash.indexOf('?');
  if (at < 0) return false;
  const query = new URLSearchParams(location.search);
  for (const [name, value] of new URLSearchParams(location.hash.slice(at))) query.set(name, value);
  location.replace(`${location.pathname}?${query.toString()}`);
  return true;
}
