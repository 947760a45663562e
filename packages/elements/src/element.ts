import type { Clerk } from '@nightdesk/chrome-extension/types';
import { ClientElement } from './base';
import { create } from './drawing/create';
import { draw, type Drawn } from './drawing/draw';
import { Journey, leadingTo, type Beginnings, type Purpose } from './journey';
import { NO_PROBLEMS, textOf } from './problems';
import { beginSignIn, hasBegun as signsIn } from './sign-in';
import { beginSignUp, hasBegun as signsUp } from './sign-up';
import type { Screen } from './screen';
import type { Texts } from './texts/texts';

const BEGINNINGS: Beginnings = { 'sign-in': beginSignIn, 'sign-up': beginSignUp };

/**
 * Signs somebody in or up with the client that it is given. It goes on with the attempt that the client holds, so it may be
 * closed at any step. Attributes: `theme`, `lang`, `autofocus`, `redirect-url`, `sign-in-url`, `sign-up-url`.
 *
 * Fires `nightdesk-signed-in` when there is a session that works, and `nightdesk-screen`, whose detail names the step,
 * when another one is shown.
 */
export class AuthElement extends ClientElement {
  /** What it is for when nothing has begun yet. */
  protected readonly purpose: Purpose = 'sign-in';
  #drawn: Drawn | undefined;
  #screen: Screen | undefined;
  #leaving = new AbortController();

  protected override async begin(client: Clerk, texts: Texts, signal: AbortSignal): Promise<void> {
    this.#drawn = undefined;
    this.#screen = undefined;
    this.#leave();
    signal.addEventListener('abort', () => this.#leave());
    this.content.replaceChildren(create('div', { class: 'waiting', role: 'status', 'aria-label': texts.loading }));
    try {
      if (!client.loaded) await client.load();
      if (signal.aborted) return;
      if (client.session && client.session.status !== 'pending') {
        this.#rest(client, signal);
        return;
      }
      const environment = await client.environment();
      if (signal.aborted) return;
      const journey = new Journey(
        {
          client,
          environment,
          texts,
          redirectUrl: this.getAttribute('redirect-url') ?? undefined,
          leave: (to) => this.#goTo(to),
          onChange: () => this.#show(journey, signal),
        },
        BEGINNINGS,
      );
      signal.addEventListener('abort', () => journey.end());
      journey.start(this.#begun(journey));
    } catch (error) {
      if (!signal.aborted) this.#fail(error, texts);
    }
  }

  /** Nothing to do and nothing to ask the server for, until nobody is signed in any more. */
  #rest(client: Clerk, signal: AbortSignal): void {
    this.content.replaceChildren();
    const end = client.addListener(
      ({ session }) => {
        if (session === null || session?.status === 'pending') this.restart();
      },
      { skipInitialEmit: true },
    );
    signal.addEventListener('abort', end);
  }

  /** Whoever has begun something goes on with that, also where the other thing usually is. */
  #begun(journey: Journey): Purpose {
    const [own, other] = this.purpose === 'sign-in' ? [signsIn, signsUp] : [signsUp, signsIn];
    if (own(journey) || !other(journey)) return this.purpose;
    return this.purpose === 'sign-in' ? 'sign-up' : 'sign-in';
  }

  #goTo(to: Purpose): boolean {
    const url = this.getAttribute(`${to}-url`);
    if (!url) return false;
    location.assign(url);
    return true;
  }

  #show(journey: Journey, signal: AbortSignal): void {
    if (signal.aborted) return;
    const { screen, busy, problems } = journey;
    if (screen !== this.#screen) this.#draw(journey, screen);
    this.#drawn?.show(busy, problems);
    this.status.textContent = journey.notice;
  }

  #draw(journey: Journey, screen: Screen | undefined): void {
    const first = this.#screen === undefined;
    const hadFocus = this.shadowRoot?.activeElement != null;
    this.#leave();
    this.#screen = screen;
    if (!screen) {
      const { session } = journey.clerk;
      this.restart();
      if (session) this.tell('signed-in', { session: session.id });
      return;
    }
    const deeds = { submit: (values: Record<string, string>) => void journey.submit(values), act: (...given: Parameters<Journey['act']>) => void journey.act(...given) };
    this.#drawn = draw(screen, journey.texts, deeds, this.#leaving.signal);
    this.content.replaceChildren(this.#drawn.element);
    if (hadFocus || !first || this.hasAttribute('autofocus')) this.#drawn.focus();
    screen.shown?.(this.#leaving.signal);
    this.tell('screen', { screen: screen.name });
  }

  /** The client could not be loaded, or what the instance is set up to do could not be asked. */
  #fail(error: unknown, texts: Texts): void {
    const again = leadingTo('try-again', texts.tryAgain, () => undefined);
    const screen: Screen = { name: 'unavailable', title: texts.unavailable, fields: [], providers: [again], actions: [] };
    this.#drawn = draw(screen, texts, { submit: () => undefined, act: () => this.restart() }, this.#leaving.signal);
    this.content.replaceChildren(this.#drawn.element);
    this.#drawn.show(false, { ...NO_PROBLEMS, form: textOf(error, texts) });
  }

  /** Ends what goes on in the screen that is shown. */
  #leave(): void {
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
