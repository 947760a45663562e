/**
 * The rows of a list, which keeps those that are in it and did not change: what is open in them stays open, and the focus
 * stays where it is.
 *
 * @template T
 * @param {Element} list
 * @param {(each: T) => HTMLElement} row
 */
export function rowsOf(list, row) {
  /** @type {Map<string, HTMLElement>} */
  let shown = new Map();
  const make = (/** @type {T[]} */ data) =>
    new Map(
      data.map((each) => {
        const text = JSON.stringify(each);
        return [text, shown.get(text) ?? row(each)];
      }),
    );
  return {
    /**
     * Shows these and no others.
     *
     * @param {T[]} data
     */
    replace(data) {
      const next = make(data);
      const nodes = new Set(next.values());
      for (const child of [...list.children]) if (!nodes.has(/** @type {HTMLElement} */ (child))) child.remove();
      let place = list.firstElementChild;
      for (const node of nodes) {
        if (node === place) place = place.nextElementSibling;
        else list.insertBefore(node, place);
      }
      shown = next;
    },
    /**
     * Shows these below the others; the first of them.
     *
     * @param {T[]} data
     */
    append(data) {
      const next = make(data);
      list.append(...next.values());
      shown = new Map([...shown, ...next]);
      return [...next.values()][0];
    },
  };
}
