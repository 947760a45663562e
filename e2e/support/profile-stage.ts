import { HOST_PERMISSIONS } from './authenticator.ts';
import type { Clock } from './clock.ts';
import { STRICT } from './elements.ts';
import { stage, type Stage } from './stage.ts';

/** All that an instance can have. */
const EVERYTHING = { passkeys_enabled: true, phone_number: 'on', username: 'on', first_name: 'on', last_name: 'on' };

/** An extension with the user profile, on an instance that has everything. */
export async function stageProfile(clock: Clock): Promise<Stage> {
  const on = await stage({
    fixture: {
      scripts: { folder: 'elements', names: ['page'] },
      manifest: { content_security_policy: { extension_pages: STRICT }, host_permissions: HOST_PERMISSIONS },
    },
    env: clock.env,
  });
  await on.server.backend('PATCH', '/instance', EVERYTHING);
  return on;
}

/** A button of a section, or of one of its rows. */
export const button = (section: string, action: string) => `[part~="section-${section}"] .section-actions [part~="action-${action}"]`;
export const inRow = (section: string, row: number, action: string) => `[part~="section-${section}"] li:nth-child(${row}) [part~="action-${action}"]`;
