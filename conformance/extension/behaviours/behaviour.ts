import type { Stand } from '../support/stand.ts';

/** Something that a client of an extension does, in which the packages differ. */
export interface Behaviour {
  name: string;
  /** What is observed of our package, and of the official one at the version in `conformance/official`. */
  ours: string;
  official: string;
  /** The same for both packages: does something with it and says, in few words, what came of it. */
  observe(on: Stand): Promise<string>;
}

/** A number of requests, in words. */
export function requests(seen: string[]): string {
  return seen.length === 1 ? '1 request' : `${seen.length} requests`;
}

/** A sign-in as a worker tells it, in words. */
export function user(known: { user: string | null }): string {
  return known.user === null ? 'nobody is signed in' : `${known.user} is signed in`;
}
