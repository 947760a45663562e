import type { Page } from './chromium/page.ts';

/** What the extension keeps: the token in session storage, and the alarm that renews it. */
export interface Kept {
  token?: string;
  alarm?: { name: string; scheduledTime: number; periodInMinutes?: number };
}

/** Looks from a page without a client, so that nothing but the alarm does anything about it. */
export function kept(bare: Page): Promise<Kept> {
  return bare.evaluate(`Promise.all([chrome.storage.session.get(), chrome.alarms.getAll()]).then(([items, [alarm]]) => {
    const [, state] = Object.entries(items).find(([key]) => key.endsWith('|state')) ?? [];
    return { token: state && JSON.parse(state).token, alarm };
  })`);
}

/** Has the alarm go off now instead of when it is due. */
export function hurry(bare: Page): Promise<void> {
  return bare.evaluate(`chrome.alarms.getAll().then(([{ name, periodInMinutes }]) =>
    chrome.alarms.create(name, { when: Date.now(), periodInMinutes }))`);
}
