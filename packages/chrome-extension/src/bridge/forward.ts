import { ClerkRuntimeError } from '../errors';
import { fromBase64, toBase64, type Answer, type FetchAsk } from './wire';

const MAX_BYTES = 16_777_216;

/** Identity is ours to give: what a content script says of it is left out, as `fetch()` does with its own headers. */
const NOT_SENT = /^(authorization|cookie2?|proxy-.*|sec-.*|x-http-method(-override)?|x-method-override)$/i;

/** Identity again: a frontend API answers with the client's token. */
const NOT_RETURNED = /^(authorization|clerk-db-jwt|set-cookie2?|www-authenticate|proxy-.*)$/i;

/** Makes the request for a content script, and passes the answer on as it arrives. */
export async function forward(
  ask: FetchAsk,
  token: string,
  maxBytes: number = MAX_BYTES,
  tell: (answer: Answer) => void,
  signal: AbortSignal,
): Promise<void> {
  const body = ask.body === undefined ? null : fromBase64(ask.body);
  if (body && body.length > maxBytes) throw tooLarge('request', maxBytes);
  const headers = new Headers(ask.headers.filter(([name]) => !NOT_SENT.test(name)));
  headers.set('authorization', `Bearer ${token}`);
  const response = await fetch(ask.url, {
    method: ask.method,
    headers,
    body,
    // Cookies are another identity, and what one user was answered must not be there for the next.
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    // Where it leads is hidden from us, so it cannot be held against `fetch` before the token is on its way there.
    redirect: 'manual',
    signal,
  }).catch((cause: unknown) => {
    throw new ClerkRuntimeError(
      `${new URL(ask.url).origin} could not be reached. Check the connection, and that host_permissions in ` +
        "manifest.json covers it or that it answers this extension's origin by CORS.",
      { code: 'network_error', cause },
    );
  });
  if (response.type === 'opaqueredirect') {
    throw new ClerkRuntimeError(
      `${new URL(ask.url).origin} answered with a redirect, which is not followed: it could take the token elsewhere. ` +
        'Ask for the final address.',
      { code: 'redirect_not_followed' },
    );
  }
  const { status, statusText, url } = response;
  if (Number(response.headers.get('content-length')) > maxBytes) throw tooLarge('answer', maxBytes);
  tell({ head: { status, statusText, url, headers: [...response.headers].filter(([name]) => !NOT_RETURNED.test(name)) } });
  if (response.body) await passOn(response.body, maxBytes, tell);
  tell({ end: true });
}

async function passOn(body: ReadableStream<Uint8Array>, maxBytes: number, tell: (answer: Answer) => void): Promise<void> {
  const reader = body.getReader();
  for (let total = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    total += value.length;
    if (total > maxBytes) {
      await reader.cancel();
      throw tooLarge('answer', maxBytes);
    }
    tell({ chunk: toBase64(value) });
  }
}

function tooLarge(what: string, maxBytes: number): ClerkRuntimeError {
  return new ClerkRuntimeError(
    `The body of the ${what} is larger than ${String(maxBytes)} bytes. \`maxBytes\` of exposeAuth() raises the limit.`,
    { code: 'body_too_large' },
  );
}
