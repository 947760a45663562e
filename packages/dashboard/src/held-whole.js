/**
 * Shows page by page what the page has in hand already.
 *
 * @template T
 * @param {() => T[]} all
 * @param {number} size of a page
 */
export function heldWhole(all, size) {
  return async (/** @type {string | null} */ after) => {
    const from = Number(after ?? 0);
    const to = from + size;
    const held = all();
    return { data: held.slice(from, to), next: held.length > to ? String(to) : null };
  };
}
