import { vi } from 'vitest';
import { FakeEvent } from './browser';

interface FakeAlarm {
  name: string;
  scheduledTime: number;
  periodInMinutes?: number;
}

/** Alarms, the idle state and the events of a browser's life, for a worker that is started by them. */
export class FakeWorkerLife {
  readonly alarms = new Map<string, FakeAlarm>();
  /** How often an alarm was set or cleared. */
  changes = 0;
  idleState = 'active';
  online = true;
  #firstTurn = () => undefined as void;
  readonly #onAlarm = new FakeEvent<[FakeAlarm]>();
  readonly #onStartup = new FakeEvent<[]>();
  readonly #onIdle = new FakeEvent<[string]>();
  #running = false;

  /** `next` has a fresh worker at hand; what it gives is run as that worker's first turn. */
  constructor(readonly next: () => Promise<() => void>) {}

  install({ alarms = true, idle = true } = {}): void {
    const { chrome, navigator } = globalThis as unknown as { chrome: Record<string, unknown>; navigator: object };
    const events = { onStartup: this.#onStartup, onInstalled: new FakeEvent<[]>() };
    Object.assign(chrome, { runtime: { ...(chrome.runtime as object), ...events } });
    if (idle) Object.assign(chrome, { idle: { queryState: () => Promise.resolve(this.idleState), onStateChanged: this.#onIdle } });
    if (alarms) Object.assign(chrome, { alarms: { onAlarm: this.#onAlarm, ...this.#api() } });
    Object.defineProperty(navigator, 'onLine', { get: () => this.online, configurable: true });
  }

  /** The browser ends the worker, if one runs: nothing of it listens any more. */
  async stop(): Promise<void> {
    this.#firstTurn = await this.next();
    this.#running = false;
    for (const event of [this.#onAlarm, this.#onStartup, this.#onIdle]) event.listeners.clear();
  }

  /** Starts the worker if it does not run; events reach only what it registered on its first turn. */
  wake(): void {
    if (this.#running) return;
    this.#running = true;
    this.#firstTurn();
  }

  /** Lets time pass until the next alarm goes off and its work is done; false if none is set. */
  async goOff(): Promise<boolean> {
    const [alarm] = this.alarms.values();
    if (!alarm) return false;
    vi.setSystemTime(Math.max(Date.now(), alarm.scheduledTime));
    // One with a period stays, for the case that nobody sets it anew.
    if (alarm.periodInMinutes) alarm.scheduledTime = Date.now() + alarm.periodInMinutes * 60_000;
    else this.alarms.delete(alarm.name);
    await this.#settled(() => this.#onAlarm.dispatch({ ...alarm }));
    return true;
  }

  /** The browser starts; what it kept of alarms it may have lost. */
  start(): Promise<void> {
    return this.#settled(() => this.#onStartup.dispatch());
  }

  becomes(state: string): Promise<void> {
    this.idleState = state;
    return this.#settled(() => this.#onIdle.dispatch(state));
  }

  async #settled(event: () => void): Promise<void> {
    const before = this.changes;
    this.wake();
    event();
    await vi.waitFor(() => {
      if (this.changes === before) throw new Error('nobody set an alarm or cleared it');
    });
  }

  #api() {
    return {
      get: (name: string) => Promise.resolve(this.alarms.get(name)),
      create: (name: string, { when, periodInMinutes }: { when: number; periodInMinutes: number }) => {
        this.changes++;
        this.alarms.set(name, { name, scheduledTime: when, periodInMinutes });
        return Promise.resolve();
      },
      clear: (name: string) => {
        this.changes++;
        return Promise.resolve(this.alarms.delete(name));
      },
    };
  }
}
