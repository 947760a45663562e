import type { ClerkClient } from './clerk';
import type { RefreshOptions } from './types';

/** After so many seconds without a touch or a key the machine counts as idle; the browser's own default. */
const IDLE_SECS = 60;

/**
 * Renews the token by alarms, when and if the core says so. To be called on the worker's first turn: only what
 * listens then can wake it.
 */
export function keepRefreshed(client: ClerkClient, { every, whileIdle }: RefreshOptions): void {
  const { alarms, idle, runtime, storage } = chrome as typeof chrome & { idle?: typeof chrome.idle };
  const name = `nightdesk|${client.publishableKey}`;
  let turn = Promise.resolve();
  const refresh = async (period = 1) => {
    const alarm = (await client.start().call('keep_fresh', {
      every,
      period,
      // Without the permission to know, nobody is taken for idle.
      idle: !whileIdle && (await idle?.queryState(IDLE_SECS).then((state) => state !== 'active')),
      offline: !navigator.onLine,
    })) as unknown as chrome.alarms.AlarmCreateInfo;
    await (alarm.when ? alarms.create(name, alarm) : alarms.clear(name));
  };
  // One after the other. What is wrong with the key is for the caller of createClerkClient() to hear.
  const look = (alarm?: chrome.alarms.Alarm) => {
    turn = turn
      .then(async () => {
        if (alarm || !(await alarms.get(name))) await refresh(alarm?.periodInMinutes);
        // An alarm finds out by itself what has changed. Until there is one, whatever is written may be a sign-in.
        if (await alarms.get(name)) storage.session.onChanged.removeListener(again);
        else storage.session.onChanged.addListener(again);
      })
      .catch(() => undefined);
  };
  const again = () => look();
  alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) look(alarm);
  });
  // Somebody may have signed in or come back to the machine, and browsers lose alarms when they restart.
  for (const event of [runtime.onStartup, runtime.onInstalled, storage.session.onChanged, idle?.onStateChanged]) event?.addListener(again);
  look();
}
