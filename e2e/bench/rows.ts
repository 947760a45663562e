import type { Name } from './extensions.ts';
import type { MinimalApi } from '../support/minimal-api.ts';
import { delay } from '../support/until.ts';
import type { Sample, Subject } from './subject.ts';

/** What is asked again and again, of every extension in turn. */
export interface Row {
  title: string;
  /** Whose median our own is held against, and by how much it may be larger. */
  against: Name;
  factor: number;
  /** Requests that one question may cost. */
  requests: number;
  /** Brings every extension to where the row begins. */
  prepare(api: MinimalApi, subjects: Subject[]): Promise<void>;
  /** Asks one extension, once. */
  ask(subject: Subject): Promise<Sample>;
  /** Brings about, for all, what has to be the case before the next round. */
  between?: () => Promise<void>;
}

const LONG_LIFE_SECS = 3600;
/** Shorter, a token would be on its way for too much of its life. */
const SHORT_LIFE_SECS = 3;

export const ROWS: Row[] = [
  {
    title: 'cold wake, stored token good',
    against: 'floor',
    factor: 1.35,
    requests: 0,
    prepare: (api, subjects) => signIn(api, subjects),
    ask: cold(1),
  },
  mustMint('cold wake, must mint', 0),
  mustMint('cold wake, must mint, +50 ms per request', 50),
  {
    title: 'ten messages at once, cold',
    against: 'floor',
    factor: 2,
    requests: 1,
    prepare: (api, subjects) => signIn(api, subjects),
    ask: cold(10),
  },
  {
    title: 'warm message',
    against: 'floor',
    factor: 1.5,
    requests: 0,
    prepare: (api, subjects) => signIn(api, subjects),
    // Workers of other extensions may have been stopped for a row before, or may have stopped idling.
    ask: async (subject) => (await subject.ask(), subject.askInARow(10)),
  },
];

function cold(messages: number) {
  return async (subject: Subject) => {
    await subject.stop();
    return subject.ask(messages);
  };
}

/** Who is signed in is known; the token has expired, in truth. */
function mustMint(title: string, delayMs: number): Row {
  return {
    title,
    against: 'one-request',
    factor: 1.3,
    requests: 1,
    async prepare(api, subjects) {
      await signIn(api, subjects, SHORT_LIFE_SECS);
      // The official client asks for the whole client each time, which as a rule brings a token that is good.
      api.lives = { minted: SHORT_LIFE_SECS, inClient: LONG_LIFE_SECS };
      api.delayMs = delayMs;
    },
    ask: cold(1),
    between: () => delay(SHORT_LIFE_SECS * 1000),
  };
}

async function signIn(api: MinimalApi, subjects: Subject[], life = LONG_LIFE_SECS): Promise<void> {
  api.delayMs = 0;
  api.lives = { minted: life, inClient: life };
  for (const subject of subjects) {
    await subject.reset();
    await subject.ask();
  }
}
