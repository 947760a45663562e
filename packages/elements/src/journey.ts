import type { Clerk, Client, Environment, SignedInSession } from '@nightdesk/chrome-extension/types';
import { refusalsOf } from './problems';
import type { Next } from './screen';
import { Steps } from './steps';
import { tasks } from './tasks';
import type { Texts } from './texts/texts';

export type Purpose = 'sign-in' | 'sign-up';

/** How the first screen of each purpose is made. */
export type Beginnings = Record<Purpose, (journey: Journey) => Next>;

export interface JourneyOptions {
  client: Clerk;
  environment: Environment;
  texts: Texts;
  /** Where the page goes once somebody is signed in; it stays where it is without one. */
  redirectUrl?: string | undefined;
  /** Leads to where the other thing is done; returns false to have it done here. */
  leave?(to: Purpose): boolean;
  onChange(): void;
}

/**
 * Somebody on the way to a session: which screen they are at; there is none while somebody is signed in. How far the
 * attempt has come is for the server to say, so that another page can go on with it.
 */
export class Journey extends Steps {
  readonly environment: Environment;
  readonly clerk: Clerk;
  /** Goes along from sign-in to sign-up and back. */
  typed = '';
  readonly #options: JourneyOptions;
  readonly #beginnings: Beginnings;
  readonly #stop: () => void;

  constructor(options: JourneyOptions, beginnings: Beginnings) {
    super(options.texts, () => options.onChange());
    this.#options = options;
    this.#beginnings = beginnings;
    this.clerk = options.client;
    this.environment = options.environment;
    this.#stop = this.clerk.addListener(({ session }) => this.#hear(session), { skipInitialEmit: true });
  }

  /** Shows the first screen. */
  start(purpose: Purpose): void {
    this.show(tasks(this) ?? this.begin(purpose));
  }

  /** Ends it: it takes no more notice of anything. */
  end(): void {
    this.#stop();
  }

  /** The resources as they are now. */
  get client(): Client {
    if (!this.clerk.client) throw new Error('The client has to be loaded before anybody can sign in by it.');
    return this.clerk.client;
  }

  get redirectUrl(): string | undefined {
    return this.#options.redirectUrl;
  }

  begin(purpose: Purpose): Next {
    return this.#beginnings[purpose](this);
  }

  /** On to the other purpose: elsewhere if the page has a place for it. */
  turn(purpose: Purpose, identifier = ''): Next {
    this.typed = identifier;
    return this.#options.leave?.(purpose) ? this.screen : this.begin(purpose);
  }

  /** Makes the session the active one, and sees what is left to do in it. */
  async finish(session: string | null): Promise<Next> {
    await this.clerk.setActive({ session, ...(this.redirectUrl && { redirectUrl: this.redirectUrl }) });
    return tasks(this);
  }

  /** Whoever is signed in already need not do it again. */
  protected override async recovered(error: unknown): Promise<Next> {
    const signedIn = refusalsOf(error).find(({ code }) => code === 'identifier_already_signed_in' || code === 'session_exists');
    const session = signedIn?.meta?.sessionId ?? (signedIn && this.client.lastActiveSessionId);
    if (!session) throw error;
    return this.finish(session);
  }

  /** What other contexts do only matters once it decides who is signed in: a screen is not pulled from under anybody. */
  #hear(session: SignedInSession | null | undefined): void {
    if (this.busy || !this.screen) return;
    const isTask = this.screen.name.startsWith('task-');
    if (session?.status === 'active') this.show(undefined);
    else if (session && !isTask) this.show(tasks(this));
    else if (!session && isTask) this.show(this.begin('sign-in'));
  }
}
