import type { Behaviour } from './behaviour.ts';
import { BUNDLE } from './bundle.ts';
import { ERRORS } from './errors.ts';
import { INSTANCES } from './instances.ts';
import { REQUESTS } from './requests.ts';
import { SHARING } from './sharing.ts';
import { SIGN_IN_KEPT } from './sign-in-kept.ts';

/** By what they are about. */
export const BEHAVIOURS: Record<string, Behaviour[]> = {
  Requests: REQUESTS,
  'Pages and worker': SHARING,
  'Staying signed in': SIGN_IN_KEPT,
  Errors: ERRORS,
  'Several clients': INSTANCES,
  Bundles: BUNDLE,
};
