import { call } from './api.js';
import { copyButton, problemLine } from './controls.js';
import { openDialog } from './dialog.js';
import { fill, h } from './dom.js';

/** @type {Record<string, string>} */
const SIGNS = { right: 'Right', doubtful: 'Look at it', wrong: 'Wrong' };

/**
 * Asks the provider itself what is wrong with a connection.
 *
 * @param {import('./settings-connections.js').Connection} connection
 */
export function checkConnection({ provider, name, callback_url }) {
  const said = h('p', { class: 'muted', role: 'status', 'data-testid': 'check-status' }, `Asking ${name}`);
  const list = h('ul', { class: 'items', 'data-testid': 'findings' });
  const problem = problemLine();
  const dialog = openDialog({
    title: `Check ${name}`,
    content: [
      h('p', {}, 'The provider has to know this callback URL:'),
      h('p', { class: 'link-box' }, h('code', { class: 'mono' }, callback_url), ' ', copyButton(() => callback_url, 'callback URL')),
      said,
      list,
      problem,
      h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Close')),
    ],
  });
  void ask();

  async function ask() {
    try {
      /** @type {{ findings: { part: string, verdict: string, text: string }[] }} */
      const { findings } = await call('POST', `social_connections/${provider}/check`, {});
      const bad = findings.filter(({ verdict }) => verdict !== 'right').length;
      fill(said, bad === 0 ? 'All of it is right. What is left to see is a user who signs in.' : `Not right: ${bad} of ${findings.length}.`);
      fill(list, ...findings.map(item));
    } catch (error) {
      fill(said);
      fill(problem, /** @type {Error} */ (error).message);
    }
  }
}

/** @param {{ part: string, verdict: string, text: string }} finding */
function item({ part, verdict, text }) {
  return h(
    'li',
    { class: 'item', 'data-testid': `finding-${verdict}` },
    h('span', { class: 'item-text' }, part, h('span', { class: 'muted block' }, text)),
    h('span', { class: verdict === 'right' ? 'badge' : 'badge warning' }, SIGNS[verdict] ?? verdict),
  );
}
