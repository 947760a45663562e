import { h } from './dom.js';

/**
 * A QR code that the server has drawn. The secret is in it, so it goes through no address and no cache.
 *
 * @param {string} svg
 */
export function qrPicture(svg) {
  const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', 'The secret as a QR code');
  return h('div', { class: 'qr', 'data-testid': 'totp-picture' }, document.adoptNode(drawn));
}
