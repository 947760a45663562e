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

function signInFrom(json: JsonObject | null | undefined, api: Api): SignIn {
  const path = '/client/sign_ins';
  const step = async (method: string, suffix: string, params?: object) =>
    signInFrom(await api.request(method, json ? `${path}/${json.id as string}${suffix}` : path, params), api);
  return {
    status: null,
    identifier: null,
    supportedFirstFactors: null,
    supportedSecondFactors: null,
    firstFactorVerification: null,
    secondFactorVerification: null,
    createdSessionId: null,
    ...(json && camelCased<Partial<SignIn>>(json)),
    create: async (params) => signInFrom(await api.request('POST', path, params), api),
    prepareFirstFactor: (params) => step('POST', '/prepare_first_factor', params),
    attemptFirstFactor: (params) => step('POST', '/attempt_first_factor', params),
    prepareSecondFactor: (params) => step('POST', '/prepare_second_factor', params),
    attemptSecondFactor: (params) => step('POST', '/attempt_second_factor', params),
    reload: () => step('GET', ''),
  };
}

function signUpFrom(json: JsonObject | null | undefined, api: Api): SignUp {
  const path = '/client/sign_ups';
  const step = async (method: string, suffix: string, params?: object) =>
    signUpFrom(await api.request(method, json ? `${path}/${json.id as string}${suffix}` : path, params), api);
  return {
    status: null,
    emailAddress: null,
    missingFields: [],
    unverifiedFields: [],
    requiredFields: [],
    createdSessionId: null,
    createdUserId: null,
    ...(json && camelCased<Partial<SignUp>>(json)),
    create: async (params) => signUpFrom(await api.request('POST', path, params), api),
    update: (params) => step('PATCH', '', params),
    prepareVerification: (params) => step('POST', '/prepare_verification', params),
    attemptVerification: (params) => step('POST', '/attempt_verification', params),
    prepareEmailAddressVerification: (params) => step('POST', '/prepare_verification', { strategy: 'email_code', ...params }),
    attemptEmailAddressVerification: (params) => step('POST', '/attempt_verification', { strategy: 'email_code', ...params }),
    reload: () => step('GET', ''),
  };
}

