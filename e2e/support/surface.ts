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
    const text = await this.evaluate<string | null>(`document.querySelector(${selector(testId)})?.textContent ?? null`);
    return text ?? undefined;
  }

  /** Waits for an element and returns its text. */
  async see(testId: string, withinMs?: number): Promise<string> {
    const found = await until(
      `"${testId}" on ${await this.url()}`,
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

/** The CSS selector of a test id as a JavaScript string. For what others made there is no such id but a selector, which stays. */
export function selector(testId: string): string {
  return JSON.stringify(/^[\w-]+$/.test(testId) ? `[data-testid="${testId}"]` : testId);
}
