import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { MINT } from '../support/server.ts';
import { anAccount, signIn } from '../support/steps.ts';
import { stage, type Stage } from '../support/stage.ts';
import { claimsOf } from '../support/token.ts';

const LIFE_SECS = 10;

describe('an open side panel', () => {
  let on: Stage;

  beforeAll(async () => {
    on = await stage({ sessionTokenLifetimeSecs: LIFE_SECS });
  });

  afterAll(() => on?.close());

  it('has its token renewed before it expires, over three lives', async () => {
    const popup = await on.browser.openPopup();
    await signIn(popup, await anAccount(on.server));
    await popup.see('session-id');
    const panel = await on.browser.openSidePanel(() => popup.click('open-side-panel'));

    let token = await panel.seeOther('token', '–');
    const mark = await on.server.mark();
    for (let life = 1; life <= 3; life++) {
      const next = await panel.seeOther('token', token, LIFE_SECS * 1000 + 1000);
      expect(claimsOf(next).iat).toBeLessThan(claimsOf(token).exp);
      token = next;
    }
    expect((await on.server.since(mark)).filter((request) => request === MINT)).toHaveLength(3);
  });
});
