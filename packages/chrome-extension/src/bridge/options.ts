import type { CreateClerkClientOptions } from '../types';

/** Who may use the extension's sign-in through `authFetch()`, and for what. Everything that is not listed is refused. */
export interface ExposeAuthOptions extends Pick<CreateClerkClientOptions, 'publishableKey' | 'syncHost' | 'storageCache'> {
  /** Pages whose content scripts may call `authFetch()`, as match patterns: `https://app.example.com/*`. */
  matches: string[];
  /**
   * Where requests with the token may go, as match patterns: `https://api.example.com/*`. Only `https`, and `http` to
   * this machine.
   */
  fetch: string[];
  /** `all` lets content scripts in frames ask too, if the frame's own address is listed. `top` unless given. */
  frames?: 'top' | 'all';
  /**
   * Pages whose content scripts may have the token itself, by `requestToken()`. **A content script runs in the page's
   * process: whoever takes over that page's renderer has the token.** None unless given; `authFetch()` does not need
   * it. The extension's own pages may always have it.
   */
  tokens?: string[];
  /** Name of a JWT template; the session token unless given. */
  template?: string;
  /** Bytes that a body may have, either way. 16 MiB unless given. */
  maxBytes?: number;
}
