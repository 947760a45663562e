import { fill, h } from './dom.js';

/**
 * A point in time as a developer reads it.
 *
 * @param {number | null} ms since 1970
 * @param {number} nowMs
 */
export function formatTime(ms, nowMs) {
  if (ms === null) return 'Never';
  const secs = Math.floor((nowMs - ms) / 1000);
  if (secs >= 0 && secs < 60) return 'Just now';
  if (secs >= 0 && secs < 3600) return `${Math.floor(secs / 60)} min ago`;
  return new Date(ms).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}

/**
 * A point in time on a page that stays: `renewTimes` says it anew.
 *
 * @param {number} ms since 1970
 */
export function timeAgo(ms) {
  return h('time', { dateTime: new Date(ms).toISOString(), title: new Date(ms).toLocaleString() }, formatTime(ms, Date.now()));
}

/**
 * Says anew what `timeAgo` said in an element.
 *
 * @param {Element} element
 */
export function renewTimes(element) {
  for (const time of element.querySelectorAll('time')) {
    if (time.title) fill(time, formatTime(Date.parse(time.dateTime), Date.now()));
  }
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/**
 * A size as people say it.
 *
 * @param {number} bytes
 */
export function formatBytes(bytes) {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}

/**
 * A short time.
 *
 * @param {number} us
 */
export function formatMicros(us) {
  return us < 1000 ? `${us} \u00b5s` : `${(us / 1000).toFixed(us < 10_000 ? 1 : 0)} ms`;
}

/**
 * The worker of an extension that gets tokens, as the API Keys page shows it.
 *
 * @param {string} publishableKey
 */
export function workerSnippet(publishableKey) {
  return `import { createClerkClient } from '@nightdesk/chrome-extension/background';
const publishableKey = '${publishableKey}';
chrome.runtime.onMessage.addListener((message, sender, sendResponse) => {
  createClerkClient({ publishableKey })
    .then((clerk) => clerk.session?.getToken() ?? null)
    .then((token) => sendResponse({ token }))
    .catch(({ code, message }) => sendResponse({ error: { code, message } }));
  return true; // the answer comes later
});
`;
}
