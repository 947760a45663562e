import { expect } from 'vitest';

import type { Page } from './chromium/page.ts';
import { Keyboard } from './keyboard.ts';
import { until } from './until.ts';

/** Somebody who uses the dashboard with nothing but the keyboard. */
export class DashboardKeyboard extends Keyboard {
  readonly #page: Page;

  private constructor(page: Page) {
    super(page);
    this.#page = page;
  }

  /** Sits down before a page, which has the focus among all windows from then on, wherever it leads. */
  static async before(page: Page): Promise<DashboardKeyboard> {
    await page.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return new DashboardKeyboard(page);
  }

  /** Goes to a field, and types there in place of what it holds. */
  override async fill(target: string, text: string): Promise<void> {
    await this.tabTo(target);
    await this.replace(text);
  }

  /** Goes to a page by the navigation; it is read from its title on. */
  async goTo(hash: string, title: string): Promise<void> {
    await this.use(`nav[aria-label="Pages"] a[href="#${hash}"]`);
    await this.at('h1');
    expect(await this.#page.evaluate('document.activeElement.textContent')).toBe(title);
  }

  /** Goes to a page of the settings, whose tab keeps the focus. */
  async goToSettings(part: string): Promise<void> {
    await this.use(`a[href="#settings/${part}"]`);
    await this.at(`a[href="#settings/${part}"][aria-current="page"]`);
  }

  /** Says yes to the question that is open, where no comes first. */
  async confirm(): Promise<void> {
    await this.#page.see('confirm');
    await this.at('dialog button:not([data-testid])');
    expect(await this.#page.evaluate('document.activeElement.textContent')).toBe('Cancel');
    await this.use('confirm');
    await this.#closed();
  }

  /** Leaves the dialog, and has the focus where it came from. */
  async escape(from: string): Promise<void> {
    await until('a dialog', () => this.#page.evaluate<boolean>(`document.querySelector('dialog')?.contains(document.activeElement)`));
    await this.press('Escape');
    await this.#closed();
    await this.at(from);
  }

  /** Waits until a form says that it has saved, which leaves the focus where it was. */
  async saved(button: string, said = 'Saved'): Promise<void> {
    await until(`"${said}" beside "${button}"`, () =>
      this.#page.evaluate<boolean>(`document.querySelector('[data-testid="${button}"]')?.closest('form').querySelector('.ok').textContent === '${said}'`),
    );
    await this.at(`form:has([data-testid="${button}"]) *`);
  }

  #closed(): Promise<unknown> {
    return until('the dialog to close', () => this.#page.evaluate<boolean>(`document.querySelector('dialog') === null`));
  }
}
