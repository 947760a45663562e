import type { Clerk, Environment } from '@nightdesk/chrome-extension/types';
import { Journey, type Beginnings, type Purpose } from '../src/journey';
import { beginSignIn } from '../src/sign-in';
import { beginSignUp } from '../src/sign-up';
import { en } from '../src/texts/en';

type Json = Record<string, unknown>;
/** What a call is answered with: the members of the resource that change by it, or a refusal. */
type Answer = Json | Error;

const NOTHING = { status: null, strategy: null, expireAt: null };

const SIGN_IN = { status: null, identifier: null, supportedFirstFactors: null, supportedSecondFactors: null, firstFactorVerification: NOTHING, secondFactorVerification: NOTHING, createdSessionId: null };
const SIGN_UP = { status: null, missingFields: [], unverifiedFields: [], verifications: { emailAddress: NOTHING, phoneNumber: NOTHING, externalAccount: NOTHING }, createdSessionId: null };

const STEPS = {
  signIn: ['create', 'prepareFirstFactor', 'attemptFirstFactor', 'prepareSecondFactor', 'attemptSecondFactor', 'resetPassword', 'authenticateWithPasskey', 'authenticateWithRedirect', 'reload'],
  signUp: ['create', 'update', 'prepareEmailAddressVerification', 'attemptEmailAddressVerification', 'preparePhoneNumberVerification', 'attemptPhoneNumberVerification', 'authenticateWithRedirect', 'reload'],
  user: ['updatePassword', 'createTOTP', 'verifyTOTP'],
};

/** A client whose server says what a test wants it to, call by call. */
export class FakeClerk {
  /** What was asked, as `signIn.create {"identifier":"ada"}`. */
  readonly calls: string[] = [];
  readonly #answers: Answer[] = [];
  readonly #listeners = new Set<(resources: object) => void>();
  readonly frontendApi = 'auth.example.com';
  loaded = true;
  session: Json | null = null;
  readonly signIn: Json;
  readonly signUp: Json;
  readonly user: Json = {};
  readonly client: Json;

  constructor(parts: { signIn?: Json; signUp?: Json; session?: Json; environment?: Environment } = {}) {
    this.signIn = { ...SIGN_IN, ...parts.signIn };
    this.signUp = { ...SIGN_UP, ...parts.signUp };
    this.session = parts.session ?? null;
    this.client = { signIn: this.signIn, signUp: this.signUp, lastActiveSessionId: null, reload: () => this.#call('client.reload', this.client) };
    for (const [name, resource] of [['signIn', this.signIn], ['signUp', this.signUp], ['user', this.user]] as const) {
      for (const step of STEPS[name]) resource[step] = (params: object = {}) => this.#call(`${name}.${step} ${JSON.stringify(params)}`, resource);
    }
    this.environment = () => Promise.resolve(parts.environment ?? environment());
  }

  readonly environment: () => Promise<Environment>;

  answers(...answers: Answer[]): this {
    this.#answers.push(...answers);
    return this;
  }

  load(): Promise<void> {
    this.loaded = true;
    return Promise.resolve();
  }

  setActive({ session }: { session: string }): Promise<void> {
    this.calls.push(`setActive ${session}`);
    this.become({ id: session, status: 'active', ...(this.#answers.shift() ?? {}) });
    return Promise.resolve();
  }

  handleRedirectCallback(): Promise<unknown> {
    return this.#call('handleRedirectCallback', this.client);
  }

  signOut(): Promise<void> {
    this.calls.push('signOut');
    this.become(null);
    return Promise.resolve();
  }

  /** Somebody is signed in, or nobody any more; listeners hear of it. */
  become(session: Json | null): void {
    this.session = session;
    for (const listener of this.#listeners) listener({ session });
  }

  addListener(listener: (resources: object) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  asClerk(): Clerk {
    return this as unknown as Clerk;
  }

  #call(what: string, resource: Json): Promise<Json> {
    this.calls.push(what);
    const answer = this.#answers.shift();
    if (!answer) throw new Error(`nobody answers ${what}`);
    if (answer instanceof Error) return Promise.reject(answer);
    if ('session' in answer) this.session = answer.session as Json | null;
    return Promise.resolve(Object.assign(resource, answer));
  }
}

export function refusal(code: string, paramName?: string, meta: object = {}): Error {
  return Object.assign(new Error(code), { errors: [{ code, message: code, longMessage: `Long ${code}.`, meta: { paramName, ...meta } }] });
}

const OFF = { enabled: false, required: false, used_for_first_factor: false, first_factors: [], used_for_second_factor: false, second_factors: [], verifications: [], verify_at_sign_up: false };

/** An instance with e-mail address and password, as a new one is; `attributes` and `settings` change it. */
export function environment(attributes: Record<string, object> = {}, settings: object = {}): Environment {
  const usual = { email_address: { enabled: true, required: true, used_for_first_factor: true, first_factors: ['email_code'] }, password: { enabled: true, required: true }, phone_number: {}, username: {}, first_name: {}, last_name: {}, passkey: {} };
  const all = Object.entries({ ...usual, ...attributes }).map(([name, parts]) => [name, { ...OFF, ...parts }]);
  return {
    auth_config: { reverification: false },
    display_config: { application_name: 'Acme', terms_url: 'https://acme.example.com/terms' },
    user_settings: {
      attributes: Object.fromEntries(all),
      social: {},
      sign_up: { mode: 'public', legal_consent_enabled: false },
      password_settings: { min_length: 8 },
      actions: { delete_self: true },
      passkey_settings: { allow_autofill: false, show_sign_in_button: false },
      ...settings,
    },
  } as unknown as Environment;
}

const BEGINNINGS: Beginnings = { 'sign-in': beginSignIn, 'sign-up': beginSignUp };

/** A journey at its first screen. */
export async function journeyOf(clerk: FakeClerk, purpose: Purpose = 'sign-in'): Promise<Journey> {
  const journey = new Journey({ client: clerk.asClerk(), environment: await clerk.environment(), texts: en, onChange: () => undefined }, BEGINNINGS);
  journey.start(purpose);
  return journey;
}

/** Presses one of the screen's other buttons. */
export async function press(journey: Journey, name: string, values: Record<string, string> = {}): Promise<void> {
  const action = [...(journey.screen?.providers ?? []), ...(journey.screen?.actions ?? [])].find((each) => each.name === name);
  if (!action) throw new Error(`"${journey.screen?.name ?? 'nothing'}" has no "${name}" but ${names(journey).join(', ')}`);
  await journey.act(action, values);
}

/** What can be pressed. */
export function names({ screen }: Journey): string[] {
  return [...(screen?.providers ?? []), ...(screen?.actions ?? [])].map(({ name }) => name);
}
