import { http, turn, type Snapshot, type Step } from './host';
import type { Shelves } from './storage';
import { isDue, type Found, type Keys, type Ticket } from './ticket';

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

/** The extension's turn to talk to the server, and the core's item as of then. */
export interface Turn {
  read: Promise<Record<string, unknown>>;
  end(): void;
}

/**
 * Asks for the turn. When it comes the core's item is read at once: whoever had it before may have got what is wanted here,
 * and whatever a core gets, it writes there.
 */
export async function turnToRead({ lock, state }: Keys, shelves: Shelves): Promise<Turn> {
  const end = await turn(lock);
  const read = shelves.session.get([state]);
  // It may not be wanted any more.
  read.catch(() => undefined);
  return { read, end };
}

/** Ends a turn, also one that has not come yet. */
export function endTurn(turn: Promise<Turn> | undefined): void {
  turn?.then(({ end }) => end()).catch(() => undefined);
}

/**
 * Sends the request that the core left behind for the next token, in the extension's turn. A worker that was just started
 * would need longer to start the core than the server needs to answer. Nothing if that request may not be sent now.
 * `meanwhile` is called while it is under way.
 */
export async function headStart(
  keys: Keys,
  shelves: Shelves,
  { values, item }: Found,
  myTurn: Promise<Turn> | undefined,
  meanwhile: (item: Snapshot) => void,
): Promise<HeadStart | undefined> {
  const release = () => endTurn(myTurn);
  try {
    if (isDue(item)) {
      myTurn ??= turnToRead(keys, shelves);
      const { [keys.state]: stored } = await (await myTurn).read;
      const sentAt = Date.now();
      if (isDue(item) && stored === JSON.stringify(item)) {
        const read = { values };
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
