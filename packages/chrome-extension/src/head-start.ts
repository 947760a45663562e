import { endTurn, get, http, turn, type Snapshot, type Step } from './host';
import type { Shelves } from './storage';
import type { Found, Keys, Ticket } from './ticket';

/** The first steps of a question to the core, taken without it. */
export interface HeadStart {
  steps: Step[];
  /** The clock when the request was sent, at which the core has to take them. */
  sentAt: number;
  /** The new token, if the answer is one. */
  ticket?: Ticket;
  /** Ends the extension's turn to talk to the server. */
  release(): void;
}

/**
 * Sends the request that the core left behind for the next token, in the extension's turn. A worker that was just started
 * would need longer to start the core than the server needs to answer. Nothing if that request may not be sent now.
 * `meanwhile` is called while it is under way.
 */
export async function headStart(
  { reads, lock }: Keys,
  shelves: Shelves,
  { values, item }: Found,
  myTurn: Promise<() => void> | undefined,
  meanwhile: (item: Snapshot) => void,
): Promise<HeadStart | undefined> {
  const isDue = (now: number) => item && item.fetched_at <= now && now < item.stale;
  const release = () => endTurn(myTurn);
  try {
    if (item && isDue(Date.now())) {
      myTurn ??= turn(lock);
      await myTurn;
      const read = await get(reads, shelves);
      const sentAt = Date.now();
      // Whoever had the turn before may have got what is wanted here.
      if (isDue(sentAt) && JSON.stringify(read.values) === JSON.stringify(values)) {
        const answering = http(item.mint);
        meanwhile(item);
        const answer = await answering;
        const steps: Step[] = [['get', read], ['lock', {}, undefined, release], ['get', read], ['http', answer, item.mint.url]];
        const token = Date.now() - sentAt < item.until - item.from && answer.status === 200 && (answer.body as { jwt?: unknown } | undefined)?.jwt;
        return { steps, sentAt, release, ...(typeof token === 'string' && token && { ticket: { ...item, token } }) };
      }
    }
  } catch {
    // The core is about to do the same, and says what is wrong.
  }
  release();
  return undefined;
}
