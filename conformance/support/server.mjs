// A real server on a database of its own, for as long as a test file runs.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BINARY = process.env.NIGHTDESK_BIN ?? fileURLToPath(new URL('../../target/debug/nightdesk', import.meta.url));

/**
 * Starts `nightdesk dev`.
 * @param {{ environment?: 'development' | 'production' }} [options]
 * @returns what it printed, and `stop()`
 */
export async function startServer({ environment = 'development' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-conformance-'));
  const port = await freePort();
  const child = spawn(
    BINARY,
    [
      'dev', '--json',
      '--listen', `127.0.0.1:${port}`,
      '--frontend-api', `127.0.0.1:${port}`,
      '--database', `sqlite://${join(folder, 'nightdesk.db')}`,
      '--environment', environment,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk) => (log = (log + chunk).slice(-4000)));
  const ready = new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code}:\n${log}`)));
  });
  const stop = async () => {
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await ready), origin: `http://127.0.0.1:${port}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
