import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** The id that Chromium gives an unpacked extension: a digest of its key or, without one, of its folder's path. */
export async function extensionIdOf(folder: string): Promise<string> {
  const { key } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as chrome.runtime.ManifestV3;
  const named = key === undefined ? await realpath(folder) : Buffer.from(key, 'base64');
  const digest = createHash('sha256').update(named).digest('hex').slice(0, 32);
  return digest.replace(/./g, (digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)));
}
