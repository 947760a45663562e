import type { Journey } from '../journey';
import type { Next } from '../screen';
import { resume } from './factors';
import { standOf } from './stand';

/** Goes on with the sign-in that the client holds, or starts one. */
export function beginSignIn(journey: Journey): Next {
  return resume(journey, journey.client.signIn);
}

/** Whether the client holds a sign-in that somebody has begun. */
export function hasBegun({ client }: Journey): boolean {
  return standOf(client.signIn, Date.now()).at !== 'start';
}
