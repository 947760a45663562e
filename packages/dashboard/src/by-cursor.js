import { call } from './api.js';

/**
 * Reads a list of the dashboard's own API page by page: each page tells where the next one begins.
 *
 * @param {string} path
 * @param {() => Record<string, string>} [narrow] what the list is narrowed by just now; empty values do nothing
 */
export function byCursor(path, narrow = () => ({})) {
  return (/** @type {string | null} */ after) => {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...narrow(), after: after ?? '' })) if (value) asked.set(name, value);
    return call('GET', `${path}?${asked}`);
  };
}

/**
 * Tells of everything in a list whether it is the only one in it.
 *
 * @param {(after: string | null) => Promise<{ data: any[], next: string | null }>} load
 */
export function withOnly(load) {
  return async (/** @type {string | null} */ after) => {
    const page = await load(after);
    const only = after === null && page.data.length === 1;
    return { ...page, data: page.data.map((each) => ({ ...each, only })) };
  };
}
