import type { Environment, ExternalAccount, OAuthStrategy } from '@nightdesk/chrome-extension/types';
import { elsewhere } from '../elsewhere';
import { providersOf } from '../environment';
import type { Account } from './account';
import { removing, type Part, type Row, type Section } from './part';

/** Accounts at providers, if the instance has those or the user does. */
export function connections(account: Account): Section | undefined {
  const { texts, user, environment } = account;
  const missing = providersOf(environment).filter(({ strategy }) => !user.externalAccounts.some(({ provider }) => strategy === `oauth_${provider}`));
  const add = canConnect() ? missing.map(({ strategy, name }): Part => ({ name: `connect-${strategy}`, label: texts.connectTo(name), run: () => connect(account, strategy) })) : [];
  const rows = user.externalAccounts.map((connected) => rowOf(account, connected));
  if (rows.length === 0 && add.length === 0) return undefined;
  return { name: 'connections', title: texts.connections, rows, actions: add };
}

/** Where providers can lead back to: a page of the web, which one of an extension is not. */
function canConnect(): boolean {
  return elsewhere().redirectUrl !== undefined;
}

function rowOf(account: Account, connected: ExternalAccount): Row {
  const { texts } = account;
  const { id, provider, verification } = connected;
  const isConnected = verification?.status === 'verified';
  const name = providerName(account.environment, provider);
  const actions: Part[] = [removing(account, 'connection', name, texts.removeConnectionLead, () => connected.destroy())];
  if (!isConnected && canConnect()) actions.unshift({ name: 'reconnect', label: texts.connectAgain, run: async () => leave(await connected.reauthorize(elsewhere())) });
  const note = isConnected ? connected.accountIdentifier() : (verification?.error?.longMessage ?? verification?.error?.message);
  return { id, title: name, ...(note && { note }), badges: isConnected ? [] : [texts.notConnected], actions };
}

function providerName({ user_settings: { social } }: Environment, provider: string): string {
  return social[`oauth_${provider}`]?.name ?? provider.replace(/^custom_/, '');
}

async function connect(account: Account, strategy: string): Promise<undefined> {
  return leave(await account.user.createExternalAccount({ strategy: strategy as OAuthStrategy, ...elsewhere() }));
}

/** On to the provider, which leads back here. */
function leave({ verification }: ExternalAccount): undefined {
  const url = verification?.externalVerificationRedirectURL;
  if (url) location.assign(url.href);
  return undefined;
}
