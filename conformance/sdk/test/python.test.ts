// clerk-backend-api from PyPI, by the steps of `python/walk.py`.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Server } from '../../../e2e/support/server.ts';
import { at } from '../../../e2e/support/workspace.ts';
import { jwtKeyOf } from '../support/jwt-key.ts';

const STEPS = ['users', 'sessions', 'authenticates_by_header_and_cookie', 'email_addresses_and_tickets', 'keys_and_templates'];

describe('clerk-backend-api for Python', () => {
  let server: Server;
  let outcomes: Record<string, string>;

  beforeAll(async () => {
    const python = process.env.NIGHTDESK_PYTHON;
    if (!python) throw new Error('NIGHTDESK_PYTHON is not set; run this by `cargo xtask conformance`');
    server = await Server.start();
    const { api_url, secret_key } = server.instance;
    const env = { ...process.env, CLERK_API_URL: api_url, CLERK_SECRET_KEY: secret_key, CLERK_JWT_KEY: await jwtKeyOf(server) };
    const { stdout } = await promisify(execFile)(python, [at('conformance', 'sdk', 'python', 'walk.py')], { env, timeout: 60_000 });
    outcomes = JSON.parse(stdout) as Record<string, string>;
  });

  afterAll(() => server?.stop());

  it.each(STEPS)('%s', (step) => {
    expect(outcomes[step]).toBe('ok');
  });

  it('has no other steps', () => {
    expect(Object.keys(outcomes)).toEqual(STEPS);
  });
});
