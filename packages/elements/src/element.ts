import type { Clerk, Environment } from '@nightdesk/chrome-extension/types';
import type { Drawn } from './drawing/draw';
import { isBack } from './elsewhere';
import { Journey, type Beginnings, type Purpose } from './journey';
import type { Screen } from './screen';
import { ScreenElement } from './screen-element';
import { beginSignIn, hasBegun as signsIn } from './sign-in';
import { returned } from './sign-in/start';
import { beginSignUp, hasBegun as signsUp } from './sign-up';
import type { Texts } from './texts/texts';

const BEGINNINGS: Beginnings = { 'sign-in': beginSignIn, 'sign-up': beginSignUp };

/**
 * Signs somebody in or up with the client that it is given. It goes on with the attempt that the client holds, so it may be
 * closed at any step. Attributes: `theme`, `lang`, `autofocus`, `redirect-url`, `sign-in-url`, `sign-up-url`.
 *
 * Fires `nightdesk-signed-in` when there is a session that works, and `nightdesk-screen`, whose detail names the step,
 * when another one is shown.
 */
export class AuthElement extends ScreenElement {
  /** What it is for when nothing has begun yet. */
  protected readonly purpose: Purpose = 'sign-in';
  #drawn: Drawn | undefined;
  #screen: Screen | undefined;
  /** Somebody is back from a provider, and what they did there was not taken over yet. */
  #returned = false;

  protected override begin(client: Clerk, texts: Texts, signal: AbortSignal): Promise<void> {
    this.#returned ||= isBack();
    return super.begin(client, texts, signal);
  }

  protected override rests({ session }: Clerk): boolean {
    return !!session && session.status !== 'pending';
  }

  protected override start(client: Clerk, environment: Environment, texts: Texts, signal: AbortSignal): void {
    this.#drawn = undefined;
    this.#screen = undefined;
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
    if (!this.#returned) return;
    this.#returned = false;
    void journey.act({ name: 'returned', label: '', run: () => returned(journey) }, {});
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
    if (screen !== this.#screen) this.#change(journey, screen);
    this.#drawn?.show(busy, problems);
    this.status.textContent = journey.notice;
  }

  #change(journey: Journey, screen: Screen | undefined): void {
    const first = this.#screen === undefined;
    const hadFocus = this.shadowRoot?.activeElement != null;
    this.leave();
    this.#screen = screen;
    if (!screen) {
      const { session } = journey.clerk;
      this.restart();
      if (session) this.tell('signed-in', { session: session.id });
      return;
    }
    const focus = hadFocus || !first || this.hasAttribute('autofocus');
    this.#drawn = this.present(journey, screen, (element) => this.content.replaceChildren(element), focus);
  }
}

/** `<nightdesk-sign-in>` */
export class SignInElement extends AuthElement {}

/** `<nightdesk-sign-up>` */
export class SignUpElement extends AuthElement {
  protected override readonly purpose = 'sign-up';
}
