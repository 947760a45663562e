import { keysOf } from '../ticket';
import type { Pending } from './attempt';

/** What is under way, for the worker that comes after this one; nothing in it is secret. */
export interface Note extends Pending {
  /** The tab that its user is in. */
  tab: number;
}

const keyOf = (publishableKey: string) => `nightdesk|${keysOf(publishableKey)?.jwt.split('|')[0] ?? ''}|web_auth`;

export async function readNote(publishableKey: string): Promise<Note | undefined> {
  const key = keyOf(publishableKey);
  return (await chrome.storage.session.get(key))[key] as Note | undefined;
}

export async function writeNote(publishableKey: string, note: Note): Promise<void> {
  await chrome.storage.session.set({ [keyOf(publishableKey)]: note });
}

export async function removeNote(publishableKey: string): Promise<void> {
  await chrome.storage.session.remove(keyOf(publishableKey));
}
