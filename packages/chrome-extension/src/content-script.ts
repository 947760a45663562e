import { fromBase64, PORT, toBase64, type Answer, type Ask, type Head } from './bridge/wire';
import { ClerkRuntimeError } from './errors';

/**
 * `fetch()` as the signed-in user: the extension's worker adds `Authorization: Bearer <session token>` and makes the
 * request. The token never comes here. The worker says by `exposeAuth()` which pages and which addresses it does that
 * for. A relative address is the page's. Cookies are not sent, redirects are not followed, and the headers
 * `Authorization` and `Cookie` of `init` are left out.
 *
 * @throws {ClerkRuntimeError} `sender_not_allowed`, `destination_not_allowed`, `signed_out`, `network_error`,
 * `redirect_not_followed`, `body_too_large`, `request_invalid`, `auth_not_exposed`, `worker_stopped`,
 * `extension_reloaded`; and what `getToken()` throws
 * @throws the reason of `init.signal`, once it is aborted
 */
export async function authFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const { url, method, headers, signal } = request;
  const body = new Uint8Array(await request.arrayBuffer());
  const ask: Ask = { do: 'fetch', url, method, headers: [...headers], ...(body.length > 0 && { body: toBase64(body) }) };
  return new Promise((resolve, reject) => {
    let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
    const close = converse(ask, signal, (answer) => {
      if ('head' in answer) {
        resolve(responseOf(answer.head, new ReadableStream({ start: (controller) => void (stream = controller), cancel: () => close() })));
        return true;
      }
      if ('chunk' in answer) {
        stream?.enqueue(fromBase64(answer.chunk));
        return true;
      }
      stream?.close();
      return false;
    }, (reason) => {
      stream?.error(reason);
      reject(reason as Error);
    });
  });
}

/**
 * The session token itself, `null` if nobody is signed in: for the extension's own pages, and for content scripts on
 * pages that `tokens` of `exposeAuth()` lists.
 *
 * @throws {ClerkRuntimeError} as `authFetch()`
 */
export function requestToken(): Promise<string | null> {
  return new Promise((resolve, reject) => {
    converse({ do: 'token' }, undefined, (answer) => {
      resolve('token' in answer ? answer.token : null);
      return false;
    }, reject);
  });
}

/**
 * Asks the worker. `hear` says whether it waits for more; after `fail`, or the function that is returned, it hears
 * nothing any more.
 */
function converse(
  ask: Ask,
  signal: AbortSignal | undefined,
  hear: (answer: Exclude<Answer, { error: unknown }>) => boolean,
  fail: (reason: unknown) => void,
): () => void {
  let port: chrome.runtime.Port | undefined;
  const end = () => {
    signal?.removeEventListener('abort', aborted);
    port?.disconnect();
    port = undefined;
  };
  const failed = (reason: unknown) => {
    if (!port) return;
    end();
    fail(reason);
  };
  const aborted = () => failed(signal?.reason);
  try {
    port = chrome.runtime.connect({ name: PORT });
  } catch {
    fail(trouble('extension_reloaded', 'The extension was updated or reloaded, and this page still runs the script from before. Reload the page.'));
    return end;
  }
  port.onMessage.addListener((answer: Answer) => {
    if ('error' in answer) failed(Object.assign(trouble(answer.error.code, ''), { message: answer.error.message }));
    else if (!hear(answer)) end();
  });
  port.onDisconnect.addListener(() => {
    failed(
      chrome.runtime.lastError
        ? trouble('auth_not_exposed', 'Nobody answers: call exposeAuth() in the background worker, outside of any function.')
        : trouble('worker_stopped', "The extension's worker ended before it had answered. Whether the request was made is not known."),
    );
  });
  signal?.addEventListener('abort', aborted);
  if (signal?.aborted) aborted();
  else post(port, ask, failed);
  return end;
}

function post(port: chrome.runtime.Port, ask: Ask, failed: (reason: unknown) => void): void {
  try {
    port.postMessage(ask);
  } catch {
    // The browser's own limit on messages, which is above every sensible `maxBytes`.
    failed(trouble('body_too_large', 'The body of the request is larger than the browser takes.'));
  }
}

function responseOf({ status, statusText, headers, url }: Head, body: ReadableStream<Uint8Array>): Response {
  const response = new Response([204, 205, 304].includes(status) ? null : body, { status, statusText, headers });
  return Object.defineProperty(response, 'url', { value: url });
}

function trouble(code: string, message: string): ClerkRuntimeError {
  return new ClerkRuntimeError(message, { code });
}

export { ClerkRuntimeError } from './errors';
