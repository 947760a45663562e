import { tokenFrom } from '../../../chrome-extension/src/session-token';

/** As official SDKs: so long before its end a token is not given out any more, and is renewed. */
const LEEWAY_MS = 5_000;
const EARLY_MS = 15_000;

interface Held {
  jwt: string;
  /** Seconds: when what it says was so, and when it was signed. */
  age: [number, number];
  /** On this machine's clock, which may be wrong. */
  from: number;
  until: number;
  renewed: number;
}

/** Session tokens while they are good, each under the name of what was asked for. Callers who ask for the same share a request. */
export class SessionTokens {
  readonly #held = new Map<string, Held>();
  readonly #minting = new Map<string, Promise<string | null>>();

  /** A token that is still good. */
  get(name: string): string | undefined {
    const held = this.#held.get(name);
    const now = Date.now();
    // Before it came, the clock was set back meanwhile.
    return held && held.from <= now && now < held.until ? held.jwt : undefined;
  }

  /** In how many milliseconds a token is to be renewed; at once if there is none. */
  dueIn(name: string): number {
    return this.get(name) === undefined ? 0 : Math.max(0, (this.#held.get(name)?.renewed ?? 0) - Date.now());
  }

  /** Keeps a token that has just come, unless it is here already or a newer one is. Says whether it is kept. */
  take(name: string, jwt: string): boolean {
    const { iat, exp, oiat = 0 } = timesOf(jwt);
    if (!iat || !exp) return false;
    const held = this.#held.get(name);
    if (held && (held.jwt === jwt || isEarlier([oiat, iat], held.age))) return false;
    const from = Date.now();
    const life = (exp - iat) * 1000;
    this.#held.set(name, { jwt, age: [oiat, iat], from, until: from + life - LEEWAY_MS, renewed: from + Math.max(life / 2, life - EARLY_MS) });
    return true;
  }

  /** Has a new token fetched and kept by `mint`; whoever wants one meanwhile gets that. */
  renew(name: string, mint: () => Promise<string | null>): Promise<string | null> {
    const running = this.#minting.get(name);
    if (running) return running;
    const minting = mint().finally(() => this.#minting.delete(name));
    this.#minting.set(name, minting);
    return minting;
  }

  /** Lets go of all tokens but those whose name is wanted. */
  keepOnly(wanted: (name: string) => boolean): void {
    for (const name of this.#held.keys()) if (!wanted(name)) this.#held.delete(name);
  }
}

function timesOf(jwt: string): { iat?: number | undefined; exp?: number | undefined; oiat?: number | undefined } {
  try {
    const { header, claims } = tokenFrom(jwt).jwt ?? {};
    return { iat: claims?.iat, exp: claims?.exp, oiat: header?.oiat as number | undefined };
  } catch {
    return {};
  }
}

function isEarlier([set, signed]: [number, number], [setThere, signedThere]: [number, number]): boolean {
  return set === setThere ? signed < signedThere : set < setThere;
}
