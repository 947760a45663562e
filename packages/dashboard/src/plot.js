import { h } from './dom.js';

const HEIGHT = 96;
const STEP = 10;
const SVG = 'http://www.w3.org/2000/svg';

/**
 * A plot of counts over time, the newest at the right. Its label says in words what it shows.
 *
 * @param {number[]} counts
 * @param {{ label: string, from: string }} options
 */
export function bars(counts, { label, from }) {
  const most = Math.max(...counts, 1);
  const svg = element('svg', {
    class: 'plot',
    viewBox: `0 0 ${counts.length * STEP} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
  });
  for (const [at, count] of counts.entries()) {
    // A count of one stays visible beside a thousand.
    const height = count === 0 ? 1 : Math.max((count / most) * HEIGHT, 3);
    svg.append(
      element('rect', { class: count === 0 ? 'none' : 'bar', x: at * STEP + 1, y: HEIGHT - height, width: STEP - 2, height }),
    );
  }
  return h(
    'figure',
    { class: 'plot-box' },
    svg,
    h('figcaption', {}, h('span', {}, from), h('span', {}, `most: ${most === 1 && !counts.includes(1) ? 0 : most}`), h('span', {}, 'now')),
  );
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 */
function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
