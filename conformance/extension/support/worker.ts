import type { Page } from '../../../e2e/support/chromium/page.ts';
import type { Does } from '../scripts/worker.ts';

/** How a deed of the worker ended. */
export interface Told<T = unknown> {
  value?: T;
  error?: { name: string; code?: string; message: string; text: string };
}

export type Given<D extends keyof Does> = Parameters<Does[D]>;
export type Value<D extends keyof Does> = Awaited<ReturnType<Does[D]>>;

/** Has the worker do something, by a message from a page. */
export function told<D extends keyof Does>(page: Page, deed: D, ...given: Given<D>): Promise<Told<Value<D>>> {
  return page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ deed, given })})`);
}

/** The same, where no error is expected. */
export async function ask<D extends keyof Does>(page: Page, deed: D, ...given: Given<D>): Promise<Value<D>> {
  const { value, error } = await told(page, deed, ...given);
  if (error) throw new Error(`${deed}: ${error.name}: ${error.message}`);
  return value as Value<D>;
}
