import { isAuthorized } from './authorization';
import { passkeyCredential } from './passkeys';
import { KINDS, verifying, type Api, type Kind, type Kinds, type Resource, type Step } from './resources';
import { tokenFrom } from './session-token';
import type { CheckAuthorizationParams, GetTokenOptions } from './types';
import { emailLinkFlow } from './web-auth/link';
import type { Kind as Attempt } from './web-auth/wire';

const IDENTIFICATION = {
  prepareVerification: '',
  attemptVerification: '',
  reload: 'GET',
  destroy: 'DELETE',
};

const byId = (list: Resource[], id: string): Resource => list.find((item) => item.id === id) ?? null;

interface Scopes {
  additionalScopes?: string[];
}

const scopes = ({ additionalScopes, ...params }: Scopes) => ({ ...params, additionalScope: additionalScopes });

/** What a factor has only to be shown; it may be passed on as it was received. */
const SHOWN = /^(safeIdentifier|primary|enterpriseConnection(Name|LogoPublicUrl|Provider))$/;

const chosen = (factor: object) => Object.fromEntries(Object.entries(factor).filter(([key]) => !SHOWN.test(key)));

const isVerified = ({ verification }: Resource): boolean => verification?.status === 'verified';

const VERIFICATION: Kind = {
  defaults: { status: null, strategy: null, attempts: null, expire_at: null, nonce: null, message: null, error: null, verified_at_client: null },
  extras: ({ externalVerificationRedirectUrl: url, verifiedAtClient }, _, api) => ({
    externalVerificationRedirectURL: url ? new URL(url as string) : null,
    verifiedFromTheSameClient: () => verifiedAtClient === api.client?.id,
  }),
};

/** One that a code is sent for. */
const SENT: Kind = { ...VERIFICATION, defaults: { ...VERIFICATION.defaults, next_action: '', supported_strategies: [] } };

/** What a page can do beyond what a worker needs. */
const ADDED: Kinds = {
  client: {
    methods: { destroy: 'DELETE', reload: 'GET', removeSessions: 'DELETE /sessions client' },
    defaults: { last_authentication_strategy: null },
    extras: ({ sessions }) => {
      const signedInSessions = sessions.filter(({ status }: Resource) => status === 'active' || status === 'pending');
      return { signedInSessions, activeSessions: signedInSessions };
    },
  },
  sessions: {
    methods: {
      startVerification: 'POST /verify session_verification',
      attemptFirstFactorVerification: 'POST /verify/attempt_first_factor session_verification',
      attemptSecondFactorVerification: 'POST /verify/attempt_second_factor session_verification',
    },
    defaults: { last_active_organization_id: null, factor_verification_age: null, last_active_token: null, actor: null, tasks: null },
    extras: sessionExtras,
  },
  session_verification: { defaults: { first_factor_verification: {}, second_factor_verification: {} } },
  sign_in: {
    defaults: {
      ...{ supported_identifiers: [], sso_bypass_first_factors: null, first_factor_verification: {}, second_factor_verification: {} },
      ...{ user_data: {}, timezone: null },
    },
    extras: (self, step) => ({
      prepareFirstFactor: (factor: object) => step('POST /prepare_first_factor', chosen(factor)),
      prepareSecondFactor: (factor: object) => step('POST /prepare_second_factor', chosen(factor)),
      authenticateWithPasskey: ({ flow }: { flow?: string } = {}) =>
        passkey(flow ? self.create : self.prepareFirstFactor, self.attemptFirstFactor, 'firstFactorVerification', flow === 'autofill'),
    }),
  },
  sign_up: {
    defaults: {
      ...{ optional_fields: [], verifications: {}, has_password: false, unsafe_metadata: {}, created_user_id: null },
      ...{ locale: null, timezone: null },
      ...{ username: null, first_name: null, last_name: null, email_address: null, phone_number: null, web3_wallet: null },
    },
    extras: (self) => ({
      web3wallet: self.web3Wallet,
      // Here the official object has numbers.
      abandonAt: self.abandonAt && +self.abandonAt,
      legalAcceptedAt: self.legalAcceptedAt && +self.legalAcceptedAt,
      upsert: (params: object) => (self.id ? self.update(params) : self.create(params)),
      ...verifying(self, 'PhoneNumber', 'phone_code'),
      ...verifying(self, 'Web3Wallet', 'web3_metamask_signature'),
    }),
  },
  verifications: { defaults: { email_address: {}, phone_number: {}, external_account: {}, web3_wallet: {} } },
  user: {
    methods: {
      updateMetadata: 'PATCH /metadata',
      delete: 'DELETE',
      updatePassword: 'POST /change_password',
      removePassword: '',
      createPhoneNumber: 'POST /phone_numbers phone_numbers',
      createWeb3Wallet: 'POST /web3_wallets web3_wallets',
      createTOTP: 'POST /totp totp',
      verifyTOTP: 'POST /totp/attempt_verification totp',
      disableTOTP: 'DELETE /totp totp',
      createBackupCode: 'POST /backup_codes backup_codes',
      getSessions: 'GET /sessions/active sessions_with_activity',
    },
    defaults: {
      ...{ phone_numbers: [], web3_wallets: [], external_accounts: [], enterprise_accounts: [], passkeys: [] },
      ...{ organization_memberships: [], public_metadata: {}, unsafe_metadata: {} },
    },
    extras: userExtras,
  },
  sessions_with_activity: { path: '/me/sessions/', methods: { revoke: '' } },
  email_addresses: {
    path: '/me/email_addresses/',
    methods: IDENTIFICATION,
    defaults: { verification: {}, linked_to: [] },
    extras: (self, step) => ({ toString: () => self.emailAddress, createEmailLinkFlow: () => emailLinkFlow(self, step) }),
  },
  phone_numbers: {
    path: '/me/phone_numbers/',
    methods: IDENTIFICATION,
    defaults: { verification: {}, linked_to: [] },
    extras: ({ phoneNumber }, step) => ({
      prepareVerification: () => step('POST /prepare_verification', { strategy: 'phone_code' }),
      setReservedForSecondFactor: ({ reserved }: { reserved: boolean }) => step('PATCH', { reservedForSecondFactor: reserved }),
      makeDefaultSecondFactor: () => step('PATCH', { defaultSecondFactor: true }),
      toString: () => phoneNumber,
    }),
  },
  web3_wallets: {
    path: '/me/web3_wallets/',
    methods: IDENTIFICATION,
    defaults: { verification: {} },
    extras: ({ web3Wallet }) => ({ toString: () => web3Wallet }),
  },
  passkeys: { path: '/me/passkeys/', methods: { reload: 'GET', update: 'PATCH', delete: 'DELETE' } },
  external_accounts: {
    path: '/me/external_accounts/',
    methods: { destroy: 'DELETE' },
    extras: ({ provider = '', username, emailAddress, label }, step) => {
      const slug: string = provider.replace('oauth_', '');
      return {
        provider: slug,
        reauthorize: (params: Scopes) => step('PATCH /reauthorize', scopes(params)),
        providerSlug: () => slug,
        providerTitle: () => `${slug.charAt(0).toUpperCase()}${slug.slice(1)} Account`,
        accountIdentifier: () => username || emailAddress || label,
      };
    },
  },
  verification: VERIFICATION,
  first_factor_verification: VERIFICATION,
  second_factor_verification: VERIFICATION,
  // A sign-up's verifications have the names of what they verify.
  email_address: SENT,
  phone_number: SENT,
  web3_wallet: SENT,
  external_account: VERIFICATION,
};

/** The methods of an attempt that lead to a provider, to a company or into a mailbox; how is for the kind of page to say. */
export type Leading = (attempt: Attempt, self: Resource, step: Step, api: Api) => object;

/** All there is: a worker's kinds with a page's on top. */
export function pageKinds(leading: Leading): Kinds {
  const kinds: Kinds = { ...KINDS };
  for (const [name, added] of Object.entries(ADDED)) {
    const basis = KINDS[name];
    kinds[name] = {
      ...basis,
      ...added,
      methods: { ...basis?.methods, ...added?.methods },
      defaults: { ...basis?.defaults, ...added?.defaults },
      extras: (self, step, api) => ({
        ...basis?.extras?.(self, step, api),
        ...added?.extras?.(self, step, api),
        ...((name === 'sign_in' || name === 'sign_up') && leading(name, self, step, api)),
      }),
    };
  }
  kinds.session = kinds.sessions;
  return kinds;
}

function sessionExtras(self: Resource, step: Step, api: Api): object {
  const { actor, tasks, lastActiveToken } = self;
  return {
    agent: actor?.type === 'agent' ? actor : null,
    currentTask: tasks?.[0],
    lastActiveToken: lastActiveToken && tokenFrom(lastActiveToken.jwt as string),
    async getToken(options: GetTokenOptions = {}) {
      const jwt = await api.getToken(self.id as string, options);
      if (jwt && !options.template && options.organizationId === undefined) self.lastActiveToken = tokenFrom(jwt);
      return jwt;
    },
    checkAuthorization: (asked: CheckAuthorizationParams) =>
      !!self.user && isAuthorized({ fva: self.factorVerificationAge, ...self.lastActiveToken?.jwt.claims }, asked),
    prepareFirstFactorVerification: (factor: object) =>
      step('POST /verify/prepare_first_factor session_verification', chosen(factor)),
    prepareSecondFactorVerification: (factor: object) =>
      step('POST /verify/prepare_second_factor session_verification', chosen(factor)),
    verifyWithPasskey: ({ level }: { level?: string } = {}) => {
      const name = level === 'second_factor' ? 'SecondFactorVerification' : 'FirstFactorVerification';
      const verification = level === 'second_factor' ? 'secondFactorVerification' : 'firstFactorVerification';
      return passkey(self[`prepare${name}`], self[`attempt${name}`], verification);
    },
  };
}

function userExtras(self: Resource, step: Step): object {
  const { phoneNumbers, emailAddresses, externalAccounts, web3Wallets } = self;
  return {
    primaryPhoneNumber: byId(phoneNumbers, self.primaryPhoneNumberId),
    primaryWeb3Wallet: byId(web3Wallets, self.primaryWeb3WalletId),
    hasVerifiedEmailAddress: emailAddresses.some(isVerified),
    hasVerifiedPhoneNumber: phoneNumbers.some(isVerified),
    verifiedExternalAccounts: externalAccounts.filter(isVerified),
    unverifiedExternalAccounts: externalAccounts.filter((account: Resource) => !isVerified(account)),
    verifiedWeb3Wallets: web3Wallets.filter(isVerified),
    isPrimaryIdentification: ({ id }: Resource) =>
      [self.primaryEmailAddressId, self.primaryPhoneNumberId, self.primaryWeb3WalletId].includes(id),
    async update({ unsafeMetadata, ...params }: { unsafeMetadata?: object }) {
      // The endpoint does not take metadata, and the one that does merges what it gets into what is there.
      if (unsafeMetadata === undefined) return step('PATCH', params);
      await (Object.keys(params).length > 0 ? step('PATCH', params) : step('GET'));
      return step('PATCH /metadata', { unsafeMetadata: mergePatch(self.unsafeMetadata, unsafeMetadata) });
    },
    createEmailAddress: ({ email }: { email: string }) => step('POST /email_addresses email_addresses', { emailAddress: email }),
    createExternalAccount: (params: Scopes) => step('POST /external_accounts external_accounts', scopes(params)),
    async createPasskey() {
      let id = '';
      const publicKeyCredential = await passkeyCredential('create', async () => {
        const begun = await step('POST /passkeys passkeys');
        id = begun.id;
        return begun.verification.nonce;
      });
      return step(`POST /passkeys/${id}/attempt_verification passkeys`, { strategy: 'passkey', publicKeyCredential });
    },
    async setProfileImage({ file }: { file: Blob | string | null }) {
      if (file === null) return step('DELETE /profile_image image');
      return step('POST /profile_image image', typeof file === 'string' ? file : await dataUrl(file));
    },
  };
}

type Call = (params: object) => Promise<Resource>;

async function passkey(prepare: Call, attempt: Call, verification: string, autofill = false): Promise<Resource> {
  const strategy = 'passkey';
  const options = async () => (await prepare({ strategy }))[verification].nonce as string;
  return attempt({ strategy, publicKeyCredential: await passkeyCredential('get', options, autofill) });
}

/** What has to be merged into `from` to make it `to`. */
function mergePatch(from: unknown, to: unknown): unknown {
  if (!isMap(from) || !isMap(to)) return to;
  const keys = Object.keys({ ...from, ...to });
  return Object.fromEntries(keys.map((key) => [key, key in to ? mergePatch(from[key], to[key]) : null]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error as Error);
    reader.readAsDataURL(file);
  });
}
