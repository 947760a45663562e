import type { Cookies } from './cookies';

/** The cookie, and the parameter of addresses. */
const NAME = '__clerk_db_jwt';

/** The header of answers. */
const HEADER = 'clerk-db-jwt';

/**
 * Who this browser is to a development instance, whose frontend API is on another site than the application's pages, so that
 * browsers keep no cookie of it. docs/protocol.md, "Client identity".
 */
export class DevBrowser {
  readonly #cookies: Cookies;
  readonly #frontend: string;
  /** For pages whose cookies the browser does not keep. */
  #last: string | undefined;

  /** `frontend` is where development browsers are made. */
  constructor(cookies: Cookies, frontend: string) {
    this.#cookies = cookies;
    this.#frontend = frontend;
  }

  get id(): string | undefined {
    return this.#cookies.read(NAME) ?? this.#last;
  }

  /** Takes over who the browser is from the page that led here, and takes that out of the address. */
  fromAddress(): void {
    const url = new URL(location.href);
    const id = url.searchParams.get(NAME);
    if (id === null) return;
    if (id) this.#become(id);
    url.searchParams.delete(NAME);
    history.replaceState(history.state, '', url);
  }

  /** An address that tells a page elsewhere who this browser is. */
  added(url: URL): URL {
    if (this.id) url.searchParams.set(NAME, this.id);
    return url;
  }

  /** Sends a request as this browser; once more as a new one if the server does not know it. */
  async fetch(url: string, init: RequestInit, again = true): Promise<Response> {
    const { signal = null } = init;
    if (!this.id) {
      const made = await fetch(this.#frontend, { method: 'POST', credentials: 'omit', signal });
      if (!made.ok) return made;
      this.#become(((await made.json()) as { id: string }).id);
    }
    const shown = this.id;
    const response = await fetch(this.added(new URL(url)), { ...init, credentials: 'omit' });
    const given = response.headers.get(HEADER);
    // Unless another page has become somebody else meanwhile.
    if (given && given !== shown && this.id === shown) this.#become(given);
    if (!again || !(await isUnknown(response))) return response;
    if (this.id === shown) this.#forget();
    return this.fetch(url, init, false);
  }

  #become(id: string): void {
    this.#last = id;
    this.#cookies.write(NAME, id);
  }

  #forget(): void {
    this.#last = undefined;
    this.#cookies.remove(NAME);
  }
}

async function isUnknown(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const { errors } = (await response.clone().json().catch(() => ({}))) as { errors?: { code: string }[] };
  return !!errors?.some(({ code }) => code === 'dev_browser_unauthenticated');
}
