import type { Behaviour } from './behaviour.ts';
import { BUNDLE } from './bundle.ts';
import { ERRORS } from './errors.ts';
import { INSTANCES } from './instances.ts';
import { REQUESTS } from './requests.ts';
import { SHARING } from './sharing.ts';
import { SIGN_IN_KEPT } from './sign-in-kept.ts';
import { SYNC, WAKING } from './sync.ts';

/** What is observed of workers that make their client on the first turn. */
export const WOKEN = 'Woken by a web app';

/** By what they are about. */
export const BEHAVIOURS: Record<string, Behaviour[]> = {
  Requests: REQUESTS,
  'Pages and worker': SHARING,
  'Staying signed in': SIGN_IN_KEPT,
  'Following a web app': SYNC,
  [WOKEN]: WAKING,
  Errors: ERRORS,
  'Several clients': INSTANCES,
  Bundles: BUNDLE,
};
