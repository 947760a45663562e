import type { Action } from './screen';
import type { Steps } from './steps';

/** How long to wait before asking for another code. */
const PATIENCE_MS = 30_000;

/** How long a code is good, by which to tell when one was sent that somebody has come back for. */
const CODE_LIFE_MS = 600_000;

/** When a code was sent that is good until then. */
export function sentBy(expireAt: Date | null): number {
  return expireAt ? Math.min(expireAt.getTime() - CODE_LIFE_MS, Date.now()) : 0;
}

/** The "send another code" button, or link. It counts down from when the last one was sent. */
export function resending(steps: Steps, sentAt: number, send: () => Promise<unknown>, what: 'code' | 'link' = 'code'): Action {
  const { texts } = steps;
  let notBefore = sentAt + PATIENCE_MS;
  return {
    name: 'resend',
    label: what === 'code' ? texts.resend : texts.resendLink,
    notBefore: () => notBefore,
    waiting: (secs) => (what === 'code' ? texts.resendIn(secs) : texts.resendLinkIn(secs)),
    async run() {
      await send();
      notBefore = Date.now() + PATIENCE_MS;
      steps.notice = what === 'code' ? texts.resent : texts.resentLink;
      return steps.screen;
    },
  };
}
