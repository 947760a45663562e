import type { Clerk, Environment } from '@nightdesk/chrome-extension/types';
import { Account } from '../src/user-profile/account';
import { pagesOf } from '../src/user-profile/pages';
import type { Part, Section } from '../src/user-profile/part';
import { profileTexts } from '../src/texts/profile';
import { en } from '../src/texts/en';
import { environment } from './fake-clerk';

type Json = Record<string, unknown>;
/** What the server makes of a call: a change of the user, or a refusal. */
type Answer = ((user: Json) => unknown) | Error;

const OF_USER = ['update', 'setProfileImage', 'createEmailAddress', 'createPhoneNumber', 'createExternalAccount', 'createPasskey', 'updatePassword', 'createTOTP', 'verifyTOTP', 'disableTOTP', 'createBackupCode', 'delete', 'getSessions'];
const OF_SESSION = ['startVerification', 'prepareFirstFactorVerification', 'attemptFirstFactorVerification', 'prepareSecondFactorVerification', 'attemptSecondFactorVerification', 'verifyWithPasskey'];

/** Somebody who is signed in, on a server that answers what a test says, call by call. */
export class FakeAccount {
  /** What was asked, as `update {"firstName":"Ada"}`. */
  readonly calls: string[] = [];
  readonly #answers: Answer[] = [];
  readonly #listeners = new Set<() => void>();
  readonly user: Json;
  readonly session: Json = { id: 'sess_1', status: 'active' };
  readonly clerk: { loaded: boolean; user: Json | null; session: Json | null; environment: () => Promise<Environment>; addListener: (listener: () => void) => () => void };

  constructor(parts: Json = {}, set = environment()) {
    this.user = { id: 'user_1', firstName: 'Ada', lastName: 'Lovelace', fullName: 'Ada Lovelace', username: null, hasImage: false, passwordEnabled: true, totpEnabled: false, backupCodeEnabled: false, twoFactorEnabled: false, deleteSelfEnabled: true, primaryEmailAddressId: 'idn_1', primaryPhoneNumberId: null, emailAddresses: [this.address('idn_1', 'ada@example.com')], phoneNumbers: [], externalAccounts: [], passkeys: [], ...parts };
    for (const name of OF_USER) this.user[name] = this.call(name);
    for (const name of OF_SESSION) this.session[name] = this.call(name);
    this.clerk = {
      loaded: true,
      user: this.user,
      session: this.session,
      environment: () => Promise.resolve(set),
      addListener: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  answers(...answers: Answer[]): this {
    this.#answers.push(...answers);
    return this;
  }

  /** Tells listeners that something has changed. */
  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  call(name: string): (params?: object) => Promise<unknown> {
    return async (params) => {
      this.calls.push(params ? `${name} ${JSON.stringify(params)}` : name);
      const answer = this.#answers.shift() ?? (name === 'getSessions' ? () => [] : undefined);
      if (!answer) throw new Error(`nobody answers ${name}`);
      if (answer instanceof Error) throw answer;
      const result = await answer(this.user);
      this.tell();
      return result;
    };
  }

  address(id: string, emailAddress: string, status = 'verified', expireAt: Date | null = null): Json {
    const of = (name: string) => this.call(`${name} ${id}`);
    return { id, emailAddress, verification: { status, expireAt }, toString: () => emailAddress, prepareVerification: of('prepare'), attemptVerification: of('attempt'), destroy: of('destroy') };
  }

  number(id: string, phoneNumber: string, parts: Json = {}): Json {
    const of = (name: string) => this.call(`${name} ${id}`);
    return { id, phoneNumber, verification: { status: 'verified', expireAt: null }, reservedForSecondFactor: false, defaultSecondFactor: false, toString: () => phoneNumber, prepareVerification: of('prepare'), attemptVerification: of('attempt'), setReservedForSecondFactor: of('reserve'), makeDefaultSecondFactor: of('default'), destroy: of('destroy'), ...parts };
  }

  asClerk(): Clerk {
    return this.clerk as unknown as Clerk;
  }

  /** What the profile works with, without a page. */
  async account(): Promise<Account> {
    return new Account(this.asClerk(), await this.clerk.environment(), profileTexts('en', en), 'en', () => undefined);
  }
}

/** A section as it is now; nothing if the instance has none of that. */
export function section(account: Account, name: string): Section | undefined {
  return pagesOf(account).flatMap(({ sections }) => sections).find((each) => each.name === name);
}

/** Presses a button of a section, or of one of its rows. */
export async function press(account: Account, sectionName: string, name: string, row?: string): Promise<void> {
  const found = section(account, sectionName);
  const parts: Part[] = row === undefined ? (found?.actions ?? []) : (found?.rows.find(({ id }) => id === row)?.actions ?? []);
  const part = parts.find((each) => each.name === name);
  if (!part) throw new Error(`"${sectionName}" has no "${name}" but ${parts.map((each) => each.name).join(', ')}`);
  await account.act(part, {});
}

/** Presses one of the other buttons of the screen that is shown. */
export async function choose(account: Account, name: string): Promise<void> {
  const action = [...(account.screen?.providers ?? []), ...(account.screen?.actions ?? [])].find((each) => each.name === name);
  if (!action) throw new Error(`"${account.screen?.name ?? 'nothing'}" has no "${name}"`);
  await account.act(action, {});
}

/** What can be pressed in a section, row by row, and at last below all of them. */
export function parts(account: Account, name: string): string[][] {
  const { rows = [], actions = [] } = section(account, name) ?? {};
  return [...rows.map((row) => row.actions), actions].map((each) => each.map((part) => part.name));
}
