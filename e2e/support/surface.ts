import { until } from './until.ts';

/** What a person sees and uses, whichever browser shows it: a page, a popup or a side panel. */
export abstract class Surface {
  /** Runs an expression in the page and returns its value; promises are awaited. */
  abstract evaluate<T>(expression: string): Promise<T>;
  abstract click(testId: string): Promise<void>;
  /** Replaces what is in a field by typing. */
  abstract type(testId: string, text: string): Promise<void>;
  abstract screenshot(path: string): Promise<void>;
  /** Closes it and waits until it is gone. */
  abstract close(): Promise<void>;

  /** The text of an element, or undefined while it is not on the page. */
  async text(testId: string): Promise<string | undefined> {
    const text = await this.evaluate<string | null>(`${found(testId)}?.textContent ?? null`);
    return text ?? undefined;
  }

  /** Waits for an element and returns its text. */
  async see(testId: string, withinMs?: number): Promise<string> {
    // It may be on its way to another address at this very moment.
    const where = await this.url().catch(() => 'the next page');
    const found = await until(
      `"${testId}" on ${where}`,
      async () => {
        const text = await this.text(testId);
        return text === undefined ? undefined : { text };
      },
      { withinMs },
    );
    return found.text;
  }

  /** Waits until an element's text is not what it was. */
  seeOther(testId: string, than: string | undefined, withinMs?: number): Promise<string> {
    return until(
      `another "${testId}"`,
      async () => {
        const text = await this.text(testId);
        return text === than ? undefined : text;
      },
      { withinMs },
    );
  }

  url(): Promise<string> {
    return this.evaluate('location.href');
  }
}

/** What tests call otherwise than our elements do, which have parts instead of test ids. */
const PARTS: Record<string, string> = {
  email: '[part~="input-identifier"], [part~="input-email_address"]',
  'use-email-code': '[part~="action-email-code"]',
  'use-sign-up': '[part~="action-sign-up"]',
  'use-password': '[part~="action-sign-in"]',
  'sent-to': '[part~="form"]:has([part~="input-code"]) [part~="lead"]',
  error: '[part~="problem"]:not(:empty), [part~="note"].problem',
};

/** A JavaScript expression for what has a test id: on the page, else in one of our elements by its part, else `null`. */
export function found(testId: string): string {
  const part = PARTS[testId] ?? (/^[\w-]+$/.test(testId) ? `[part~="${testId}"], [part~="input-${testId}"], [part~="action-${testId}"]` : testId);
  return `(document.querySelector(${selector(testId)}) ?? (function inside(root) {
    for (const { localName, shadowRoot } of root.querySelectorAll('*')) {
      if (!localName.startsWith('nightdesk-') || !shadowRoot) continue;
      const found = shadowRoot.querySelector(${JSON.stringify(part)}) ?? inside(shadowRoot);
      if (found) return found;
    }
    return null;
  })(document))`;
}

/** The CSS selector of a test id as a JavaScript string. For what others made there is no such id but a selector, which stays. */
function selector(testId: string): string {
  return JSON.stringify(/^[\w-]+$/.test(testId) ? `[data-testid="${testId}"]` : testId);
}
