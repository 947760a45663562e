import { execFile } from 'node:child_process';
import { access, mkdir, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

import { at } from './workspace.ts';

/** A project as an extension developer has it; see `fixtures/README.md`. */
export interface Project {
  name: 'vite' | 'esbuild' | 'wxt';
  /** Where its build leaves the unpacked extension. */
  out: string;
  /** The page with the button. */
  tab: string;
}

const IN_TABS = 'tabs/background-worker-demo.html';

export const PROJECTS: Project[] = [
  { name: 'vite', out: 'dist', tab: IN_TABS },
  { name: 'esbuild', out: 'dist', tab: IN_TABS },
  // WXT keeps pages that it does not know next to the others.
  { name: 'wxt', out: 'dist/chrome-mv3', tab: 'background-worker-demo.html' },
];

/** The package as it came out of its tarball. */
export const PACKED = process.env.NIGHTDESK_PACKAGE_DIR ?? at('target', 'npm', 'unpacked', 'node_modules', '@nightdesk', 'chrome-extension');

/** Has the projects find the packed package, which is nearer to them than the workspace's. */
async function installPacked(): Promise<void> {
  await access(PACKED).catch(() => {
    throw new Error(`There is no packed package in ${PACKED} to build projects with. Run \`cargo xtask package\`.`);
  });
  const scope = at('e2e', 'fixtures', 'node_modules', '@nightdesk');
  await mkdir(scope, { recursive: true });
  await rm(join(scope, 'chrome-extension'), { force: true });
  await symlink(PACKED, join(scope, 'chrome-extension'), 'dir');
}

/** Builds a project with its own script; returns the folder to load. */
export async function buildProject({ name, out }: Project, publishableKey: string): Promise<string> {
  await installPacked();
  const folder = at('e2e', 'fixtures', name);
  await promisify(execFile)('npm', ['run', '--silent', 'build'], {
    cwd: folder,
    // Vitest's own would make them builds for development.
    env: { ...process.env, NODE_ENV: 'production', PLASMO_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey },
  });
  return join(folder, out);
}

/** The developer's files below `src` that are the documentation's, by path. */
export async function sources(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(files.sort().map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')]));
  return Object.fromEntries(texts) as Record<string, string>;
}

/** What a service worker loads, its static imports included: bytes as they are and gzipped. */
export async function workerSize(extension: string): Promise<{ raw: number; gzip: number; files: number }> {
  const manifest = JSON.parse(await readFile(join(extension, 'manifest.json'), 'utf8')) as { background: { service_worker: string } };
  const seen = new Map<string, Buffer>();
  const read = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    const code = await readFile(file);
    seen.set(file, code);
    for (const [, path] of code.toString().matchAll(/\b(?:from|import)\s*["'](\.[^"']+)["']/g)) await read(join(dirname(file), path ?? ''));
  };
  await read(join(extension, manifest.background.service_worker));
  const files = [...seen.values()];
  const sum = (of: (code: Buffer) => number) => files.reduce((total, code) => total + of(code), 0);
  return { raw: sum((code) => code.length), gzip: sum((code) => gzipSync(code, { level: 9 }).length), files: files.length };
}
