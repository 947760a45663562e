import type { Page } from '../../../e2e/support/chromium/page.ts';
import type { Deed } from '../scripts/worker.ts';

/** How a deed of the worker ended. */
export interface Told<T = unknown> {
  value?: T;
  error?: { name: string; code?: string; message: string };
}

/** Has the worker do something, by a message from a page. */
export function told<T>(page: Page, deed: Deed): Promise<Told<T>> {
  return page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(deed)})`);
}

/** The same, where no error is expected. */
export async function ask<T = unknown>(page: Page, deed: Deed): Promise<T> {
  const { value, error } = await told<T>(page, deed);
  if (error) throw new Error(`${deed}: ${error.name}: ${error.message}`);
  return value as T;
}
