import type { Journey } from './journey';
import type { Next } from './screen';

const POLL_MS = 1_000;

/** What is said while a link is on its way, by where it may be opened. */
export function linkSentTo({ texts, environment }: Journey, to: string): string {
  return texts.linkSentTo(to, !!environment.user_settings.attack_protection?.email_link?.require_same_client);
}

/** Where the link in an e-mail leads once it was opened: the frontend API's own page, which says what became of it. */
export function verifyUrl({ clerk }: Journey): string {
  return `https://${clerk.frontendApi}/verify`;
}

/** Looks every second whether there is something to go on with: the link may be opened on whatever device. */
export function awaitLink(journey: Journey, signal: AbortSignal, isOver: () => Promise<boolean>, then: () => Promise<Next>): void {
  void (async () => {
    while (!signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      if (journey.busy || signal.aborted) continue;
      // Whoever cannot be asked now can be asked later.
      const over = await isOver().catch(() => false);
      if (over && !signal.aborted) await journey.act({ name: 'opened', label: '', run: then }, {});
    }
  })();
}
