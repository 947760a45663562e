import { join } from 'node:path';

/** The root of the workspace: this package and everything bundled from it run below or in it. */
export function root(): string {
  const marker = '/e2e';
  const here = process.cwd();
  return here.endsWith(marker) ? here.slice(0, -marker.length) : here;
}

/** A path in the workspace. */
export function at(...parts: string[]): string {
  return join(root(), ...parts);
}

/** The server's binary. `cargo xtask` builds it and names it. */
export function binary(): string {
  return process.env.NIGHTDESK_BIN ?? at('target', 'debug', 'nightdesk');
}
