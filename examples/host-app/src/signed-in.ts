import type { Client } from './frontend-api.ts';

/** The address of the user whose session is active last, or undefined if no one is signed in. */
export function emailOf(client: Client | null): string | undefined {
  const active = client?.sessions.filter((session) => session.status === 'active') ?? [];
  const session = active.find(({ id }) => id === client?.last_active_session_id) ?? active[0];
  if (!session?.user) return undefined;
  const { primary_email_address_id: primary, email_addresses: addresses } = session.user;
  return (addresses.find(({ id }) => id === primary) ?? addresses[0])?.email_address ?? session.id;
}
