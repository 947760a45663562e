/** Firefox gives an extension another origin in each profile, so a list can only name them all. */
const ANY_FIREFOX_EXTENSION = 'moz-extension://*';

/**
 * Checks an origin for the list of allowed ones.
 *
 * @param {string} typed
 * @param {string[]} listed
 * @returns {{ origin: string } | { problem: string }}
 */
export function checkOrigin(typed, listed) {
  const text = typed.trim();
  if (!text) return { problem: 'Enter an origin.' };
  if (text === ANY_FIREFOX_EXTENSION) return unlessListed(text, listed);
  if (text.includes('*')) {
    return { problem: `Name each origin in full. The one wildcard is ${ANY_FIREFOX_EXTENSION}, since an extension's origin there differs by profile.` };
  }
  if (/^[a-p]{32}$/.test(text)) return { problem: `For an extension, enter chrome-extension://${text}` };
  let url;
  try {
    url = new URL(text);
  } catch {
    return { problem: 'An origin starts with its scheme, like https://app.example.com or chrome-extension://...' };
  }
  if (!['http:', 'https:', 'chrome-extension:', 'moz-extension:'].includes(url.protocol) || !url.host) {
    return { problem: 'Origins of web pages (http, https) and of extensions (chrome-extension) can be allowed.' };
  }
  if (url.protocol === 'chrome-extension:' && !/^[a-p]{32}$/.test(url.host)) {
    return { problem: 'An extension id has 32 letters from a to p. It is on chrome://extensions.' };
  }
  if (!['', '/'].includes(url.pathname) || url.search || url.hash || url.username) {
    return { problem: `Without path, query or user: ${url.protocol}//${url.host}` };
  }
  return unlessListed(`${url.protocol}//${url.host}`, listed);
}

/**
 * @param {string} origin
 * @param {string[]} listed
 */
function unlessListed(origin, listed) {
  return listed.includes(origin) ? { problem: 'This origin is already allowed.' } : { origin };
}
