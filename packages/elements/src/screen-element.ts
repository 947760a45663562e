import type { Clerk, Environment } from '@nightdesk/chrome-extension/types';
import { ClientElement } from './base';
import { create } from './drawing/create';
import { draw, type Drawn } from './drawing/draw';
import { NO_PROBLEMS, textOf } from './problems';
import type { Screen } from './screen';
import { leadingTo, type Steps } from './steps';
import type { Texts } from './texts/texts';

/** An element with screens: it begins once it knows what the instance is set up to do, and says so if it cannot. */
export abstract class ScreenElement extends ClientElement {
  #leaving = new AbortController();

  /** Whether there is nothing to do here, with who is signed in now. */
  protected abstract rests(client: Clerk): boolean;

  protected abstract start(client: Clerk, environment: Environment, texts: Texts, signal: AbortSignal): void | Promise<void>;

  protected override async begin(client: Clerk, texts: Texts, signal: AbortSignal): Promise<void> {
    this.leave();
    signal.addEventListener('abort', () => this.leave());
    const hadFocus = this.content.childElementCount > 0 && !!this.shadowRoot?.activeElement;
    this.content.replaceChildren(create('div', { class: 'waiting', role: 'status', 'aria-label': texts.loading }));
    try {
      if (!client.loaded) await client.load();
      if (signal.aborted) return;
      if (this.rests(client)) {
        this.#rest(client, signal);
        return;
      }
      const environment = await client.environment();
      if (signal.aborted) return;
      await this.start(client, environment, texts, signal);
      if (hadFocus) this.#enter();
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(error, texts);
      if (hadFocus || this.hasAttribute('autofocus')) this.#enter();
    }
  }

  /** Whoever was in what is gone goes on in what has come in its place, unless they are there already. */
  #enter(): void {
    if (this.shadowRoot?.activeElement) return;
    const first = (selector: string) => this.content.querySelector<HTMLElement>(selector);
    (first('input:not([readonly], [hidden])') ?? first('button'))?.focus();
  }

  /** Draws a screen, has it put into its place, and what goes on in it begins. */
  protected present(steps: Steps, screen: Screen, place: (element: HTMLElement) => void, focus: boolean, heading?: 'h1' | 'h3'): Drawn {
    const deeds = { submit: (values: Record<string, string>) => void steps.submit(values), act: (...given: Parameters<Steps['act']>) => void steps.act(...given) };
    const drawn = draw(screen, steps.texts, deeds, this.#leaving.signal, heading);
    place(drawn.element);
    if (focus) drawn.focus();
    screen.shown?.(this.#leaving.signal);
    this.tell('screen', { screen: screen.name });
    return drawn;
  }

  /** Ends what goes on in the screen that is shown. */
  protected leave(): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
  }

  /** Nothing to do and nothing to ask the server for, until that changes. */
  #rest(client: Clerk, signal: AbortSignal): void {
    this.content.replaceChildren();
    const look = () => {
      if (!this.rests(client)) this.restart();
    };
    signal.addEventListener('abort', client.addListener(look, { skipInitialEmit: true }));
  }

  /** The client could not be loaded, or what the instance is set up to do could not be asked. */
  #fail(error: unknown, texts: Texts): void {
    const again = leadingTo('try-again', texts.tryAgain, () => undefined);
    const screen: Screen = { name: 'unavailable', title: texts.unavailable, fields: [], providers: [again], actions: [] };
    const drawn = draw(screen, texts, { submit: () => undefined, act: () => this.restart() }, this.#leaving.signal);
    this.content.replaceChildren(drawn.element);
    drawn.show(false, { ...NO_PROBLEMS, form: textOf(error, texts) });
  }
}
