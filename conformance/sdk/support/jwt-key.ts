import { createPublicKey } from 'node:crypto';

import type { Server } from '../../../e2e/support/server.ts';

/** The public key of an instance in the form in which SDKs take it, to verify tokens without asking anybody. */
export async function jwtKeyOf(server: Server): Promise<string> {
  const { keys } = (await (await fetch(`${server.origin}/.well-known/jwks.json`)).json()) as { keys: Record<string, string>[] };
  return createPublicKey({ key: keys[0]!, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
}
