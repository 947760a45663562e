import { expect } from 'vitest';

import type { Page } from './chromium/page.ts';
import { until } from './until.ts';

/** More stops than any page here has: what is not reached by then is never reached. */
const MOST_STOPS = 150;

const KEYS = {
  Tab: { windowsVirtualKeyCode: 9 },
  'Shift+Tab': { key: 'Tab', code: 'Tab', modifiers: 8, windowsVirtualKeyCode: 9 },
  Enter: { windowsVirtualKeyCode: 13, text: '\r' },
  Space: { key: ' ', windowsVirtualKeyCode: 32, text: ' ' },
  Escape: { windowsVirtualKeyCode: 27 },
  ArrowUp: { windowsVirtualKeyCode: 38 },
  ArrowDown: { windowsVirtualKeyCode: 40 },
  Home: { windowsVirtualKeyCode: 36 },
  End: { windowsVirtualKeyCode: 35 },
} as const;

type Key = keyof typeof KEYS;

/** Where the focus is. */
interface Focus {
  /** Whether that is what was asked for. */
  there: boolean;
  /** What it is, in messages. */
  what: string;
  /** Why people could not tell that it is there; empty if they can. */
  flaw: string;
}

/** Somebody who uses nothing but the keyboard, and has to see where they are. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(key: Key): Promise<void> {
    const { text, ...pressed }: { text?: string; windowsVirtualKeyCode: number } = { ...{ key, code: key }, ...KEYS[key] };
    await this.#page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...pressed, ...(text && { text }) });
    await this.#page.last('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed });
  }

  /** Types into what has the focus. A field that is reached by Tab, or in which something is wrong, is selected: what is in it goes. */
  type(text: string): Promise<void> {
    return this.#page.send('Input.insertText', { text });
  }

  /** Types in place of all that is in the field. */
  async replace(text: string): Promise<void> {
    await this.#edit('a', 'selectAll');
    await this.type(text);
  }

  /** Types what is on the clipboard. */
  paste(): Promise<void> {
    return this.#edit('v', 'paste');
  }

  /** Waits until something has the focus by itself: the part of an element of ours, the name of a field or an action, or a selector. */
  async at(target: string): Promise<void> {
    let last: Focus | undefined;
    const arrived = async () => {
      last = await this.#focus(target);
      return last.there && last.flaw === '';
    };
    await until(`the focus at "${target}"`, arrived).catch((error: unknown) => {
      throw new Error(`${String(error)}; it is at ${last?.what ?? 'nothing'} ${last?.flaw ?? ''}`);
    });
  }

  /** Goes on with Tab until something has the focus. At each stop people have to see where they are. */
  async tabTo(target: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const stops: string[] = [];
    for (let presses = 0; presses < MOST_STOPS; presses++) {
      const { there, what, flaw } = await this.#focus(target);
      expect(flaw, `${what} on the way to "${target}"`).toBe('');
      if (there) return;
      stops.push(what);
      await this.press(key);
    }
    throw new Error(`"${target}" is not reached by ${key}, only ${[...new Set(stops)].join(', ')}`);
  }

  backTo(target: string): Promise<void> {
    return this.tabTo(target, 'Shift+Tab');
  }

  /** Goes to a button or a link, and presses it. */
  async use(target: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.tabTo(target);
    await this.press(key);
  }

  /** Goes to a link that ends in the page being closed, and presses it; the page may be gone before the key is up. */
  async leaveBy(target: string): Promise<void> {
    await this.tabTo(target);
    await this.press('Enter').catch(() => undefined);
  }

  /** Goes to a field, and types into it. */
  async fill(target: string, text: string): Promise<void> {
    await this.tabTo(target);
    await this.type(text);
  }

  /** Goes to a choice and along it, down or up, to the value. */
  async choose(target: string, value: string, key: 'ArrowDown' | 'ArrowUp' = 'ArrowDown'): Promise<void> {
    await this.tabTo(target);
    const options = await this.#page.evaluate<number>('document.activeElement.options.length');
    for (let presses = 0; presses < options; presses += 1) {
      if ((await this.#page.evaluate('document.activeElement.value')) === value) return;
      await this.press(key);
    }
    throw new Error(`"${value}" is not reached in "${target}"`);
  }

  /** A key with Control, which this browser does not turn into its command by itself. */
  async #edit(key: string, command: string): Promise<void> {
    const pressed = { key, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0), modifiers: 2 };
    await this.#page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...pressed, commands: [command] });
    await this.#page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed });
  }

  #focus(target: string): Promise<Focus> {
    return this.#page.evaluate(`(${look.toString()})(${JSON.stringify(selectorOf(target))})`);
  }
}

function selectorOf(target: string): string {
  // No part is called as these elements are.
  if (!/^[\w-]+$/.test(target) || /^(h[1-6]|summary)$/.test(target)) return target;
  return ['', 'input-', 'action-'].map((prefix) => `[part~="${prefix}${target}"]`).join() + `, [data-testid="${target}"]`;
}

/** Runs in the page. */
function look(selector: string): Focus {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active || active === document.body) return { there: false, what: 'nothing', flaw: '' };
  const what = active.getAttribute('part') ?? active.outerHTML.slice(0, 60);
  return { there: active.matches(selector), what, flaw: flawOf(active) };

  function flawOf(element: Element): string {
    const memory = globalThis as { focusBefore?: Element };
    const before = memory.focusBefore;
    memory.focusBefore = element;
    if (!isRinged(element)) return 'looks as it does without the focus';
    if (before && before !== element && before.isConnected && isRinged(before)) return 'is not the only one that looks as if it had the focus';
    // A link that goes over several lines has a box for each.
    const isHit = ({ left, top, width, height }: DOMRect) =>
      element.contains((element.getRootNode() as ShadowRoot).elementFromPoint(left + width / 2, top + height / 2));
    return [...element.getClientRects()].some(isHit) ? '' : 'is out of sight';
  }

  function isRinged(element: Element): boolean {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !/^(transparent|rgba\(.*, 0\))$/.test(outlineColor);
  }
}
