// Gets a token as the demo tab gets it, and runs a script that looks at it while the server is up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { stage } from '../support/stage.ts';
import { anAccount, pressForToken, signIn } from '../support/steps.ts';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) throw new Error('usage: tab-token SCRIPT [ARGUMENT...]');

const on = await stage();
try {
  const person = await anAccount(on.server);
  const popup = await on.browser.openPopup();
  await signIn(popup, person);
  await popup.see('session-id');
  await popup.close();
  const tab = await on.browser.openPage('tabs/background-worker-demo.html');
  const token = await pressForToken(tab);
  const found = { token, user_id: person.id, extension_id: on.browser.extensionId, ...on.server.instance };
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NIGHTDESK_TAB: JSON.stringify(found) },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await on.close();
}
