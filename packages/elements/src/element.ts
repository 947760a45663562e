import type { Clerk } from '@nightdesk/chrome-extension/types';
import { create } from './drawing/create';
import { draw, type Drawn } from './drawing/draw';
import { styles } from './drawing/styles';
import { Journey, leadingTo, type Beginnings, type Purpose } from './journey';
import { NO_PROBLEMS, textOf } from './problems';
import { beginSignIn, hasBegun as signsIn } from './sign-in';
import { beginSignUp, hasBegun as signsUp } from './sign-up';
import type { Screen } from './screen';
import { textsFor } from './texts';
import type { Texts } from './texts/texts';

const BEGINNINGS: Beginnings = { 'sign-in': beginSignIn, 'sign-up': beginSignUp };

/** There is none in a worker or on a server, where nothing is drawn but files are loaded all the same. */
const Base = (globalThis as Partial<typeof globalThis>).HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * Signs somebody in or up with the client that it is given. It goes on with the attempt that the client holds, so it may be
 * closed at any step. Attributes: `theme`, `lang`, `autofocus`, `redirect-url`, `sign-in-url`, `sign-up-url`.
 *
 * Fires `nightdesk-signed-in` when there is a session that works, and `nightdesk-screen`, whose detail names the step,
 * when another one is shown.
 */
export class AuthElement extends Base {
  static readonly observedAttributes = ['lang'];
  /** What it is for when nothing has begun yet. */
  protected readonly purpose: Purpose = 'sign-in';
  readonly #content = create('div', { part: 'content' });
  readonly #status = create('p', { role: 'status', class: 'unseen' });
  #client: Clerk | undefined;
  #journey: Journey | undefined;
  #drawn: Drawn | undefined;
  #screen: Screen | undefined;
  /** Ends what listens to the client. */
  #ending: (() => void) | undefined;
  #leaving = new AbortController();
  /** Counts beginnings, so that one that was overtaken ends. */
  #turn = 0;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(this.#content, this.#status);
  }

  /** The client to sign in with. It need not be loaded. */
  get client(): Clerk | undefined {
    return this.#client;
  }

  set client(client: Clerk | undefined) {
    if (client === this.#client) return;
    this.#client = client;
    void this.#begin();
  }

  connectedCallback(): void {
    void this.#begin();
  }

  disconnectedCallback(): void {
    this.#turn++;
    this.#clear();
  }

  attributeChangedCallback(): void {
    if (this.#client) void this.#begin();
  }

  async #begin(): Promise<void> {
    const turn = ++this.#turn;
    this.#clear();
    const client = this.#client;
    if (!client || !this.isConnected) return;
    const { language, texts } = textsFor(this.#languages());
    this.#content.lang = language;
    this.#content.dir = texts.direction;
    this.#content.replaceChildren(create('div', { class: 'waiting', role: 'status', 'aria-label': texts.loading }));
    try {
      if (!client.loaded) await client.load();
      if (turn !== this.#turn) return;
      if (client.session && client.session.status !== 'pending') {
        this.#rest(client);
        return;
      }
      const environment = await client.environment();
      if (turn !== this.#turn) return;
      const journey = new Journey(
        {
          client,
          environment,
          texts,
          redirectUrl: this.getAttribute('redirect-url') ?? undefined,
          leave: (to) => this.#leave(to),
          onChange: () => this.#show(journey),
        },
        BEGINNINGS,
      );
      this.#ending = () => journey.end();
      this.#journey = journey;
      journey.start(this.#begun(journey));
    } catch (error) {
      if (turn === this.#turn) this.#fail(error, texts);
    }
  }

  /** Nothing to do and nothing to ask the server for, until nobody is signed in any more. */
  #rest(client: Clerk): void {
    this.#content.replaceChildren();
    this.#ending = client.addListener(
      ({ session }) => {
        if (session === null || session?.status === 'pending') void this.#begin();
      },
      { skipInitialEmit: true },
    );
  }

  /** Whoever has begun something goes on with that, also where the other thing usually is. */
  #begun(journey: Journey): Purpose {
    const [own, other] = this.purpose === 'sign-in' ? [signsIn, signsUp] : [signsUp, signsIn];
    if (own(journey) || !other(journey)) return this.purpose;
    return this.purpose === 'sign-in' ? 'sign-up' : 'sign-in';
  }

  #languages(): string[] {
    const own = this.getAttribute('lang') || this.closest('[lang]')?.getAttribute('lang');
    return own ? [own] : [...navigator.languages];
  }

  #leave(to: Purpose): boolean {
    const url = this.getAttribute(`${to}-url`);
    if (!url) return false;
    location.assign(url);
    return true;
  }

  #show(journey: Journey): void {
    if (journey !== this.#journey) return;
    const { screen, busy, problems } = journey;
    if (screen !== this.#screen) this.#draw(journey, screen);
    this.#drawn?.show(busy, problems);
    this.#status.textContent = journey.notice;
  }

  #draw(journey: Journey, screen: Screen | undefined): void {
    const first = this.#screen === undefined;
    const hadFocus = this.shadowRoot?.activeElement != null;
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#screen = screen;
    if (!screen) {
      const { session } = journey.clerk;
      void this.#begin();
      if (session) this.#tell('signed-in', { session: session.id });
      return;
    }
    const deeds = { submit: (values: Record<string, string>) => void journey.submit(values), act: (...given: Parameters<Journey['act']>) => void journey.act(...given) };
    this.#drawn = draw(screen, journey.texts, deeds, this.#leaving.signal);
    this.#content.replaceChildren(this.#drawn.element);
    if (hadFocus || !first || this.hasAttribute('autofocus')) this.#drawn.focus();
    screen.shown?.(this.#leaving.signal);
    this.#tell('screen', { screen: screen.name });
  }

  #tell(what: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`nightdesk-${what}`, { bubbles: true, composed: true, detail }));
  }

  /** The client could not be loaded, or what the instance is set up to do could not be asked. */
  #fail(error: unknown, texts: Texts): void {
    const again = leadingTo('try-again', texts.tryAgain, () => undefined);
    const screen: Screen = { name: 'unavailable', title: texts.unavailable, fields: [], providers: [again], actions: [] };
    this.#drawn = draw(screen, texts, { submit: () => undefined, act: () => void this.#begin() }, this.#leaving.signal);
    this.#content.replaceChildren(this.#drawn.element);
    this.#drawn.show(false, { ...NO_PROBLEMS, form: textOf(error, texts) });
  }

  #clear(): void {
    this.#ending?.();
    this.#ending = undefined;
    this.#journey = undefined;
    this.#screen = undefined;
    this.#drawn = undefined;
    this.#leaving.abort();
    this.#leaving = new AbortController();
  }
}

/** `<nightdesk-sign-in>` */
export class SignInElement extends AuthElement {}

/** `<nightdesk-sign-up>` */
export class SignUpElement extends AuthElement {
  protected override readonly purpose = 'sign-up';
}

/** Makes the elements known to the page. Called again, it does nothing. */
export function defineElements(): void {
  for (const [name, element] of [['nightdesk-sign-in', SignInElement], ['nightdesk-sign-up', SignUpElement]] as const) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
