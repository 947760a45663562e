import { call } from './api.js';

/**
 * Reads a list of the Backend API page by page. Those lists go by offset; one more than is shown is asked for, to see
 * whether there are more.
 *
 * @param {string} path
 * @param {number} size of a page
 * @param {Record<string, string>} [narrow]
 */
export function byOffset(path, size, narrow = {}) {
  return async (/** @type {string | null} */ after) => {
    const offset = Number(after ?? 0);
    const asked = new URLSearchParams({ ...narrow, limit: String(size + 1), offset: String(offset) });
    const answer = await call('GET', `${path}?${asked}`);
    // By its contract one of them always tells the total too.
    /** @type {any[]} */
    const found = Array.isArray(answer) ? answer : answer.data;
    return { data: found.slice(0, size), next: found.length > size ? String(offset + size) : null };
  };
}
