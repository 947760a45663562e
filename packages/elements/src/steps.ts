import { NO_PROBLEMS, problemsOf, type Problems } from './problems';
import type { Action, Next, Values } from './screen';
import type { Texts } from './texts/texts';

/** What a button does. */
export type Step = (values: Values) => Promise<Next>;

/**
 * Somebody at a screen: whether a step is under way, and what went wrong. Steps are taken one at a time, and what goes
 * wrong is sorted by the fields of the screen.
 */
export class Steps<T extends Texts = Texts> {
  readonly texts: T;
  screen: Next;
  busy = false;
  problems: Problems = NO_PROBLEMS;
  /** For screen readers: what has just happened, if the screen does not show it. */
  notice = '';
  readonly #changed: () => void;

  constructor(texts: T, changed: () => void) {
    this.texts = texts;
    this.#changed = changed;
  }

  async submit(values: Values): Promise<void> {
    const { screen } = this;
    const needed = (screen?.fields ?? []).filter(({ kind, optional }) => kind !== 'hidden' && !optional);
    if (screen?.submit) await this.#run(screen.submit.run, values, needed.map(({ name }) => name));
  }

  async act(action: Action, values: Values): Promise<void> {
    await this.#run(action.run, values, action.needs ?? []);
  }

  /** What comes after a step that failed; a step for which nothing comes throws on. */
  protected recovered(error: unknown, _step: Step, _values: Values): Promise<Next> {
    return Promise.reject(error as Error);
  }

  protected show(screen: Next): void {
    if (screen !== this.screen) this.problems = NO_PROBLEMS;
    this.screen = screen;
    this.#changed();
  }

  async #run(step: Step, values: Values, needed: string[]): Promise<void> {
    if (this.busy) return;
    const missing = this.#missing(values, needed);
    if (missing) {
      this.problems = missing;
      this.#changed();
      return;
    }
    this.busy = true;
    this.problems = NO_PROBLEMS;
    this.notice = '';
    this.#changed();
    let next: Next;
    try {
      next = await step(values).catch((error: unknown) => this.recovered(error, step, values));
    } catch (trouble) {
      next = this.screen;
      this.problems = problemsOf(trouble, (next?.fields ?? []).map(({ name }) => name), this.texts);
    }
    this.busy = false;
    this.show(next);
  }

  #missing(values: Values, needed: string[]): Problems | undefined {
    const fields: Record<string, string> = {};
    for (const { name, kind, label } of this.screen?.fields ?? []) {
      if (!needed.includes(name) || values[name]) continue;
      fields[name] = kind === 'checkbox' ? this.texts.mustAgree : this.texts.missing(label);
    }
    return Object.keys(fields).length > 0 ? { fields } : undefined;
  }
}

/** A button that only leads to another screen. */
export function leadingTo(name: string, label: string, to: () => Next): Action {
  return { name, label, run: () => Promise.resolve(to()) };
}
