// A content script that does what the page's events say and tells how it ended, so that a test can play the script's
// author. An extension must not do that: whoever may write events could send requests.
import { authFetch, requestToken } from 'nightdesk:content-script';

// Keeps all that ever comes in from the worker, so that nothing is forgotten before the test looks into the heap.
const heard: unknown[] = [];
const connect = chrome.runtime.connect.bind(chrome.runtime) as (info: chrome.runtime.ConnectInfo) => chrome.runtime.Port;
Object.assign(globalThis, { heard });
Object.assign(chrome.runtime, {
  connect(info: chrome.runtime.ConnectInfo) {
    const port = connect(info);
    port.onMessage.addListener((message) => heard.push(message));
    return port;
  },
});

interface Order {
  id: number;
  do: 'fetch' | 'token';
  url: string;
  init?: RequestInit & { binary?: number };
  /** Milliseconds, after which the request is given up. */
  abortAfter?: number;
}

document.addEventListener('order', (event) => {
  const order = JSON.parse((event as CustomEvent<string>).detail) as Order;
  const tell = (outcome: object) => {
    document.dispatchEvent(new CustomEvent(`done-${order.id}`, { detail: JSON.stringify(outcome) }));
  };
  run(order).then(tell, (error) => tell({ code: error.code, name: error.name, message: error.message }));
});

async function run(order: Order): Promise<object> {
  if (order.do === 'token') return { token: await requestToken() };
  const { binary, ...init } = order.init ?? {};
  const bytes = binary === undefined ? undefined : Uint8Array.from({ length: binary }, (_, at) => at % 251);
  const signal = order.abortAfter === undefined ? undefined : AbortSignal.timeout(order.abortAfter);
  const response = await authFetch(order.url, { ...init, ...(bytes && { body: bytes }), ...(signal && { signal }) });
  const is = { real: response instanceof Response, ok: response.ok, status: response.status, url: response.url };
  return { ...is, headers: Object.fromEntries(response.headers), body: await response.text() };
}

document.documentElement.dataset.script = 'ready';
