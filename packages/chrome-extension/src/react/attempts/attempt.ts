import { ClerkRuntimeError } from '../../errors';
import type { Clerk, Client, SetActiveNavigate } from '../../types';
import { storeOf } from '../store';
import { sorted, type ClerkError, type Errors, type Outcome } from './outcome';

interface Resource {
  id?: string;
  createdSessionId: string | null;
  create(params: object): Promise<unknown>;
}

/** How an attempt stands, apart from its own fields. */
export interface Standing<Field extends string> {
  errors: Errors<Field>;
  fetchStatus: 'idle' | 'fetching';
}

/**
 * A sign-in or sign-up that components follow. It goes on with what the client has under way, so a popup that is opened
 * again is where it was; and it stays readable once it is complete, when the client has it no more.
 */
export class Attempt<R extends Resource, Field extends string> {
  readonly #clerk: Clerk;
  readonly #of: (client: Client) => R;
  readonly #fields: readonly Field[];
  readonly #watchers = new Set<() => void>();
  #held: R | undefined;
  /** Was given up here; the server may tell of it once more. */
  #left: string | undefined;
  #isOver = false;
  #isFollowing = false;
  #running = 0;
  #error: ClerkError | null = null;
  #standing: Standing<Field>;

  constructor(clerk: Clerk, of: (client: Client) => R, fields: readonly Field[]) {
    this.#clerk = clerk;
    this.#of = of;
    this.#fields = fields;
    this.#standing = this.#stand();
  }

  /** The attempt as it is now; none if it was not started yet. */
  get held(): R | undefined {
    return this.#held;
  }

  /** Whether a new one may take its place without a loss. */
  get isOver(): boolean {
    return this.#isOver;
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    if (!this.#isFollowing) {
      this.#isFollowing = true;
      this.#clerk.addListener(({ client }) => this.#follow(this.#of(client)));
    }
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly read = (): Standing<Field> => this.#standing;

  /** Does one step; what goes wrong is the outcome, and shows in `errors` until the next step. */
  async step(work: () => Promise<unknown>): Promise<Outcome> {
    this.#running++;
    this.#error = null;
    this.#tell();
    let error: ClerkError | null = null;
    try {
      await work();
    } catch (reason) {
      error = reason as ClerkError;
    }
    this.#running--;
    this.#error = error;
    this.#tell();
    return { error };
  }

  /** Starts over, whatever is under way. */
  async create(params: object): Promise<void> {
    await storeOf(this.#clerk).loaded();
    const resource = this.#of(this.#clerk.client as Client);
    await resource.create(params);
    this.#isOver = false;
    this.#held = resource;
  }

  /** Has the worker do what leads to other pages. If the attempt is not complete then, it can be continued here. */
  async elsewhere(call: (resource: R) => Promise<unknown>): Promise<void> {
    await storeOf(this.#clerk).loaded();
    await call(this.#of(this.#clerk.client as Client));
    this.#isOver = false;
    this.#held = this.#of(this.#clerk.client as Client);
  }

  /** @throws {ClerkRuntimeError} `attempt_missing` */
  started(): R {
    if (this.#held?.id !== undefined) return this.#held;
    throw new ClerkRuntimeError('Nothing is under way that this step could continue. Start with the step that names the person.', {
      code: 'attempt_missing',
    });
  }

  /** Makes the session active that came of it. */
  finalize(navigate?: SetActiveNavigate): Promise<Outcome> {
    return this.step(async () => {
      const session = this.#held?.createdSessionId;
      if (!session) {
        throw new ClerkRuntimeError('There is no session to make active: the attempt is not complete. Its status says what is missing.', {
          code: 'attempt_incomplete',
        });
      }
      await this.#clerk.setActive({ session });
      this.#isOver = true;
      if (navigate && this.#clerk.session) await navigate({ session: this.#clerk.session, decorateUrl: (url) => url });
    });
  }

  /** Gives up what is under way here. The server forgets it by itself. */
  reset(): Promise<Outcome> {
    this.#left = this.#held?.id;
    this.#held = undefined;
    return this.step(() => Promise.resolve());
  }

  #follow(now: R): void {
    const isNews = now.id === undefined ? this.#isOver || this.#held?.id === undefined : now.id !== this.#left;
    if (!isNews) return;
    this.#isOver = false;
    this.#held = now;
    this.#tell();
  }

  #tell(): void {
    this.#standing = this.#stand();
    for (const watcher of this.#watchers) watcher();
  }

  #stand(): Standing<Field> {
    return { errors: sorted(this.#error, this.#fields), fetchStatus: this.#running > 0 ? 'fetching' : 'idle' };
  }
}

/** Fields that are read anew each time: code that awaits a step and then looks sees what came of it. */
export function live<Fields extends object, Methods extends object>(
  fields: Fields,
  read: () => object | undefined,
  methods: Methods,
): Readonly<Fields> & Methods {
  // With getters as such.
  const shown = Object.defineProperties({}, Object.getOwnPropertyDescriptors(methods));
  for (const [name, otherwise] of Object.entries(fields)) {
    Object.defineProperty(shown, name, {
      enumerable: true,
      get: (): unknown => (read() as Record<string, unknown> | undefined)?.[name] ?? otherwise,
    });
  }
  return shown as Readonly<Fields> & Methods;
}
