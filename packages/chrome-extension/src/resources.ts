import { camelCased, type JsonObject } from './json';
import type { Client, GetTokenOptions, Session, SignIn, SignUp, User } from './types';

/** How resources reach the server: through the core, which takes over what an answer says of the client. */
export interface Api {
  request<T>(method: string, path: string, params?: object): Promise<T>;
  getToken(session: string, options: GetTokenOptions): Promise<string | null>;
}

export function clientFrom(json: JsonObject | null, api: Api): Client {
  const sessions = json && Array.isArray(json.sessions) ? (json.sessions as JsonObject[]) : [];
  return {
    ...(typeof json?.id === 'string' && { id: json.id }),
    lastActiveSessionId: (json?.last_active_session_id as string | undefined) ?? null,
    sessions: sessions.filter((session) => session.user).map((session) => sessionFrom(session, api)),
    signIn: signInFrom(json?.sign_in as JsonObject | null, api),
    signUp: signUpFrom(json?.sign_up as JsonObject | null, api),
  };
}

function sessionFrom(json: JsonObject, api: Api): Session {
  const path = `/client/sessions/${json.id as string}`;
  const step = async (verb: string) => sessionFrom(await api.request('POST', `${path}/${verb}`), api);
  return {
    ...camelCased<Session>(json),
    user: userFrom(json.user as JsonObject),
    getToken: (options = {}) => api.getToken(json.id as string, options),
    touch: () => step('touch'),
    end: () => step('end'),
    remove: () => step('remove'),
  };
}

function userFrom(json: JsonObject): User {
  const user = camelCased<User>(json);
  const fullName = [user.firstName, user.lastName].filter(Boolean).join(' ') || null;
  const emailAddresses = user.emailAddresses ?? [];
  const primaryEmailAddress = emailAddresses.find(({ id }) => id === user.primaryEmailAddressId) ?? null;
  return { ...user, emailAddresses, primaryEmailAddress, fullName };
}

/** An attempt takes over what its own steps answer: who holds it can go on with it, as with the official one. */
function signInFrom(json: JsonObject | null | undefined, api: Api): SignIn {
  const path = '/client/sign_ins';
  let id = json?.id as string | undefined;
  const take = (answer: JsonObject): SignIn => {
    id = answer.id as string;
    return Object.assign(signIn, signInFields(answer));
  };
  const step = async (method: string, suffix: string, params?: object) =>
    take(await api.request(method, id === undefined ? path : `${path}/${id}${suffix}`, params));
  const signIn: SignIn = {
    ...signInFields(json),
    create: async (params) => take(await api.request('POST', path, params)),
    prepareFirstFactor: (params) => step('POST', '/prepare_first_factor', params),
    attemptFirstFactor: (params) => step('POST', '/attempt_first_factor', params),
    prepareSecondFactor: (params) => step('POST', '/prepare_second_factor', params),
    attemptSecondFactor: (params) => step('POST', '/attempt_second_factor', params),
    reload: () => step('GET', ''),
  };
  return signIn;
}

function signInFields(json: JsonObject | null | undefined) {
  return {
    status: null,
    identifier: null,
    supportedFirstFactors: null,
    supportedSecondFactors: null,
    firstFactorVerification: null,
    secondFactorVerification: null,
    createdSessionId: null,
    ...(json && camelCased<Partial<SignIn>>(json)),
  };
}

/** See `signInFrom`. */
function signUpFrom(json: JsonObject | null | undefined, api: Api): SignUp {
  const path = '/client/sign_ups';
  let id = json?.id as string | undefined;
  const take = (answer: JsonObject): SignUp => {
    id = answer.id as string;
    return Object.assign(signUp, signUpFields(answer));
  };
  const step = async (method: string, suffix: string, params?: object) =>
    take(await api.request(method, id === undefined ? path : `${path}/${id}${suffix}`, params));
  const signUp: SignUp = {
    ...signUpFields(json),
    create: async (params) => take(await api.request('POST', path, params)),
    update: (params) => step('PATCH', '', params),
    prepareVerification: (params) => step('POST', '/prepare_verification', params),
    attemptVerification: (params) => step('POST', '/attempt_verification', params),
    prepareEmailAddressVerification: (params) => step('POST', '/prepare_verification', { strategy: 'email_code', ...params }),
    attemptEmailAddressVerification: (params) => step('POST', '/attempt_verification', { strategy: 'email_code', ...params }),
    reload: () => step('GET', ''),
  };
  return signUp;
}

function signUpFields(json: JsonObject | null | undefined) {
  return {
    status: null,
    emailAddress: null,
    missingFields: [],
    unverifiedFields: [],
    requiredFields: [],
    createdSessionId: null,
    createdUserId: null,
    ...(json && camelCased<Partial<SignUp>>(json)),
  };
}
