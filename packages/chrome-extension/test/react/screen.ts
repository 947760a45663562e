import './dom';
import { act as reactAct, createElement, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type * as Main from '../../src/index';
import type * as Legacy from '../../src/legacy';
import { FakeBrowser, packageDir } from '../browser';
import { FakeFrontendApi } from '../frontend-api';

/** The entries as they are shipped. */
export const main = (await import(/* @vite-ignore */ `${packageDir}/dist/index.js`)) as typeof Main;
export const legacy = (await import(/* @vite-ignore */ `${packageDir}/dist/legacy.js`)) as typeof Legacy;
let instances = 0;

/** A key of an instance of its own: a page has one client for each. */
export function newKey(): string {
  return `pk_live_${btoa(`clerk${String(instances++)}.example.com$`)}`;
}

/** Where the client JWT of that instance is stored. */
export const jwtKey = (publishableKey: string): string => `${atob(publishableKey.split('_')[2] ?? '').slice(0, -1)}|__clerk_client_jwt|v2`;

/** The browser and the server, anew. */
export function stage(): { browser: FakeBrowser; api: FakeFrontendApi } {
  const { navigator } = globalThis;
  const browser = new FakeBrowser();
  browser.install();
  // React looks at more of the navigator than the package does.
  const { locks } = globalThis.navigator;
  const value = Object.create(navigator, { locks: { value: locks } }) as Navigator;
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
  const api = new FakeFrontendApi();
  api.install();
  return { browser, api };
}

/** Does `work` and renders what comes of it. Outside of it React renders by itself, as for a user. */
export async function act<T>(work: () => T | Promise<T>): Promise<T> {
  const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
  environment.IS_REACT_ACT_ENVIRONMENT = true;
  try {
    let result: T | undefined;
    await reactAct(async () => {
      result = await work();
    });
    return result as T;
  } finally {
    environment.IS_REACT_ACT_ENVIRONMENT = false;
  }
}

const roots = new Set<Root>();

/** Renders into a page. */
export async function show(node: ReactNode): Promise<HTMLElement> {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  roots.add(root);
  await act(() => root.render(node));
  return place;
}

export async function clear(): Promise<void> {
  for (const root of roots) await act(() => root.unmount());
  roots.clear();
  document.body.replaceChildren();
}

/** A component whose hooks' last result is at hand. */
export function probe<T>(hook: () => T): { node: ReactNode; results: T[]; readonly last: T } {
  const results: T[] = [];
  function Probe(): null {
    results.push(hook());
    return null;
  }
  return {
    node: createElement(Probe),
    results,
    get last() {
      return results.at(-1) as T;
    },
  };
}

/** Waits, rendering what is due, until `ask` says yes. */
export async function until(ask: () => unknown): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (ask()) return;
    await act(() => new Promise<void>((resolve) => setTimeout(resolve, 1)));
  }
  throw new Error(`never came true: ${String(ask)}`);
}
