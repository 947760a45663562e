import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The root of the workspace: everything here, and everything bundled from it, runs below or in it. */
export function root(): string {
  let here = process.cwd();
  while (!existsSync(join(here, 'Cargo.lock')) && here !== dirname(here)) here = dirname(here);
  return here;
}

/** A path in the workspace. */
export function at(...parts: string[]): string {
  return join(root(), ...parts);
}

/** The server's binary. `cargo xtask` builds it and names it. */
export function binary(): string {
  return process.env.NIGHTDESK_BIN ?? at('target', 'debug', 'nightdesk');
}
