import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { at } from './workspace.ts';

/** The clock of programs that are started with its `env`: wrong by as much as a test wants, also while they run. */
export class Clock {
  readonly env: Record<string, string>;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.env = { LD_PRELOAD: join(folder, 'clock.so'), TEST_CLOCK: join(folder, 'ahead') };
  }

  /** One that is right. It needs a C compiler, as Rust does. */
  static async make(): Promise<Clock> {
    const clock = new Clock(await mkdtemp(join(tmpdir(), 'nightdesk-clock-')));
    await promisify(execFile)('cc', ['-shared', '-fPIC', '-O2', '-o', clock.env.LD_PRELOAD!, at('e2e', 'support', 'clock.c')]);
    await writeFile(clock.env.TEST_CLOCK!, new Uint8Array(8));
    return clock;
  }

  /** Sets it ahead of the true time; a negative number sets it back. */
  async set(secondsAhead: number): Promise<void> {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(secondsAhead));
    // In place: whoever has the file mapped sees it.
    const file = await open(this.env.TEST_CLOCK!, 'r+');
    await file.write(bytes, 0, bytes.length, 0);
    await file.close();
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
