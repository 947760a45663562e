import { shelvesOf } from '../storage';
import { keysOf } from '../ticket';
import type { Pending } from './attempt';

/** What is under way, for the worker that comes after this one; nothing in it is secret. */
export interface Note extends Pending {
  /** The tab that its user is in. */
  tab: number;
}

const keyOf = (publishableKey: string) => `nightdesk|${keysOf(publishableKey)?.jwt.split('|')[0] ?? ''}|web_auth`;

/** In an incognito window, that of incognito windows. */
const shelf = () => shelvesOf(undefined).session;

export async function readNote(publishableKey: string): Promise<Note | undefined> {
  const key = keyOf(publishableKey);
  const text = (await shelf().get([key]))[key];
  return typeof text === 'string' ? (JSON.parse(text) as Note) : undefined;
}

export async function writeNote(publishableKey: string, note: Note): Promise<void> {
  await shelf().set({ [keyOf(publishableKey)]: JSON.stringify(note) });
}

export async function removeNote(publishableKey: string): Promise<void> {
  await shelf().remove([keyOf(publishableKey)]);
}
