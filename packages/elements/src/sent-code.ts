import type { Journey } from './journey';
import type { Action } from './screen';

/** How long to wait before asking for another code. */
const PATIENCE_MS = 30_000;

/** The "send another code" button. It counts down from when the code was sent. */
export function resending(journey: Journey, sentAt: number, send: () => Promise<unknown>): Action {
  let notBefore = sentAt + PATIENCE_MS;
  return {
    name: 'resend',
    label: journey.texts.resend,
    notBefore: () => notBefore,
    async run() {
      await send();
      notBefore = Date.now() + PATIENCE_MS;
      journey.notice = journey.texts.resent;
      return journey.screen;
    },
  };
}
