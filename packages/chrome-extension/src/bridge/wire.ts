/** Name of the ports between `authFetch()` and `exposeAuth()`. A port is not seen by the listeners of messages. */
export const PORT = 'nightdesk|auth';

/** What is asked for, once per port. The port's end ends the work. */
export type Ask = { do: 'token' } | FetchAsk;

export interface FetchAsk {
  do: 'fetch';
  url: string;
  method: string;
  headers: [string, string][];
  /** In base64: messages between the contexts of an extension are JSON. */
  body?: string;
}

/** A `head` is followed by any number of `chunk`s and an `end`; anything else is the last word. */
export type Answer =
  | { error: { code: string; message: string } }
  | { token: string | null }
  | { head: Head }
  | { chunk: string }
  | { end: true };

export interface Head {
  status: number;
  statusText: string;
  headers: [string, string][];
  url: string;
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In slices: there is a limit on the number of arguments.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
