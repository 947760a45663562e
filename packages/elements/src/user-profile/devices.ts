import type { SessionWithActivities } from '@nightdesk/chrome-extension/types';
import type { Account } from './account';
import { dateOf } from './date';
import { confirming, doing, type Part, type Row, type Section } from './part';

/** Where the account is in use. */
export function devices(account: Account): Section {
  const { texts } = account;
  const known = Array.isArray(account.devices) ? account.devices : [];
  const listed = [...known].sort((one, other) => Number(isHere(account, other)) - Number(isHere(account, one)));
  const others = listed.filter((session) => !isHere(account, session));
  const all = () => confirming(account, 'sign-out-others', texts.signOutOthers, texts.signOutOthersLead, texts.signOut, () => revoke(account, others));
  const actions: Part[] = others.length > 1 ? [{ name: 'sign-out-others', label: texts.signOutOthers, danger: true, run: () => Promise.resolve(all()) }] : [];
  return { name: 'devices', title: texts.devices, rows: account.devices === known ? listed.map((session) => rowOf(account, session)) : [unknown(account)], actions };
}

/** Asks where that is. */
export async function loadDevices(account: Account): Promise<void> {
  account.devices = 'loading';
  account.devices = await account.user.getSessions().catch(() => 'unavailable' as const);
}

function unknown(account: Account): Row {
  const { texts } = account;
  if (account.devices !== 'unavailable') return { id: 'loading', title: texts.loading, note: '\u00a0', actions: [] };
  return { id: 'unavailable', title: texts.unavailable, actions: [{ name: 'try-again', label: texts.tryAgain, run: doing(() => loadDevices(account)) }] };
}

function isHere({ session }: Account, { id }: SessionWithActivities): boolean {
  return id === session.id;
}

function rowOf(account: Account, session: SessionWithActivities): Row {
  const { texts } = account;
  const { browserName, deviceType, isMobile, ipAddress, city, country } = session.latestActivity;
  const device = deviceType || (isMobile ? texts.phone : texts.computer);
  const place = [city, country].filter(Boolean).join(', ');
  const note = [ipAddress, place, dateOf(account, session.lastActiveAt)].filter(Boolean).join(' · ');
  const here = isHere(account, session);
  return {
    id: session.id,
    title: browserName ? texts.browserOn(browserName, device) : device,
    note,
    badges: here ? [texts.thisDevice] : [],
    actions: here ? [] : [{ name: 'sign-out', label: texts.signOut, danger: true, run: doing(() => revoke(account, [session])) }],
  };
}

async function revoke(account: Account, sessions: SessionWithActivities[]): Promise<void> {
  try {
    for (const session of sessions) await session.revoke();
  } finally {
    await loadDevices(account);
  }
}
