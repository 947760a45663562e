import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Packages of which the oldest supported version is installed beside the newest. */
export type Sdk = 'backend' | 'express';

export type Age = 'oldest' | 'newest';

export const AGES = ['newest', 'oldest'] as const;

/** The browser SDK's versions, as web applications name them in the address of its script. */
export const SCRIPTS: Record<Age, string> = { newest: '6', oldest: '5' };

/** Loads one of the two. */
export function load<M>(sdk: Sdk, age: Age): Promise<M> {
  return import(/* @vite-ignore */ require.resolve(nameOf(sdk, age)));
}

function nameOf(sdk: Sdk, age: Age): string {
  return age === 'newest' ? `@clerk/${sdk}` : `oldest-${sdk}`;
}
