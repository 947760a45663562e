import { camelCased, snakeCased, type Json, type JsonObject } from './json';
import type { Client, GetTokenOptions } from './types';

/** How resources reach the server: through the core, which takes over what an answer says of the client. */
export interface Api {
  /** What resources can do here. */
  readonly kinds: Kinds;
  /** The client as it is now. */
  readonly client?: Client | undefined;
  /** Parameters are sent as a form; a text, which is a file in base64, as it is. */
  request<T>(method: string, path: string, params?: object | string): Promise<T>;
  getToken(session: string, options: GetTokenOptions): Promise<string | null>;
}

/** A resource while it is put together; `types.ts` says what comes out of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Resource = any;

/** Makes the call that a rule describes (`Kind.methods`). */
export type Step = (rule: string, params?: object | string) => Promise<Resource>;

/** What there is to know of one kind of resource. */
export interface Kind {
  /** Where it lives; ends in a slash if its id follows. */
  path?: string;
  /**
   * By name: `METHOD path kind`. The path goes behind the resource's own; `^` stands for that without the id. The answer
   * is the resource itself as it is now, or a new one of the kind named. Without a rule it is a POST to a path of that name.
   */
  methods?: Record<string, string>;
  /** What stands for fields that are sent as `null` or not at all. */
  defaults?: JsonObject;
  /** Fields that follow from others, and methods that are more than one call. */
  extras?: (self: Resource, step: Step, api: Api) => object;
}

/** Kinds by the key under which the wire sends such a resource. */
export type Kinds = Record<string, Kind | undefined>;

/** What a worker needs; `resources-page.ts` has the rest. */
export const KINDS: Kinds = {
  client: {
    path: '/client',
    defaults: { sessions: [], sign_in: {}, sign_up: {}, last_active_session_id: null },
  },
  sessions: {
    path: '/client/sessions/',
    methods: { reload: 'GET', touch: '', end: '', remove: '' },
    extras: ({ id }, _, api) => ({ getToken: (options: GetTokenOptions = {}) => api.getToken(id, options) }),
  },
  sign_in: {
    path: '/client/sign_ins/',
    methods: {
      create: 'POST ^',
      reload: 'GET',
      prepareFirstFactor: '',
      attemptFirstFactor: '',
      prepareSecondFactor: '',
      attemptSecondFactor: '',
      resetPassword: '',
    },
    defaults: { status: null, identifier: null, supported_first_factors: [], supported_second_factors: null, created_session_id: null },
  },
  sign_up: {
    path: '/client/sign_ups/',
    methods: {
      create: 'POST ^',
      reload: 'GET',
      update: 'PATCH',
      prepareVerification: '',
      attemptVerification: '',
    },
    defaults: { status: null, missing_fields: [], unverified_fields: [], required_fields: [], created_session_id: null },
    extras: (self) => verifying(self, 'EmailAddress', 'email_code'),
  },
  user: {
    path: '/me',
    methods: { reload: 'GET' },
    defaults: { email_addresses: [] },
    extras: ({ firstName, lastName, emailAddresses, primaryEmailAddressId: primary }) => ({
      fullName: [firstName, lastName].filter(Boolean).join(' ') || null,
      primaryEmailAddress: emailAddresses.find(({ id }: Resource) => id === primary) ?? null,
    }),
  },
};

/** `prepareEmailAddressVerification` and its like. */
export function verifying(self: Resource, what: string, strategy: string): object {
  return {
    [`prepare${what}Verification`]: (params?: object) => self.prepareVerification({ strategy, ...params }),
    [`attempt${what}Verification`]: (params: object) => self.attemptVerification({ strategy, ...params }),
  };
}

/** The client resource; an empty one if there is none yet. */
export function clientFrom(json: JsonObject | null, api: Api): Client {
  return resource('client', json ?? {}, api);
}

/** A resource as an object. Whoever holds it can go on with it: it takes over what its own calls answer. */
export function resource(kind: string, json: JsonObject, api: Api): Resource {
  const { path = '', methods = {}, defaults, extras } = api.kinds[kind] ?? {};
  const self: Resource = {};
  const take = (answer: JsonObject): Resource => {
    const fields = { ...answer };
    for (const key in defaults) fields[key] ??= defaults[key];
    Object.assign(self, camelCased(fields, (key, child) => api.kinds[key] && resource(key, child, api)));
    return Object.assign(self, extras?.(self, step, api));
  };
  const step: Step = async (rule, params) => {
    const [method = '', target = '', made] = rule.split(' ');
    const own = path.replace(/\/$/, self.id && target !== '^' ? `/${self.id as string}` : '');
    const answer = await api.request<Json>(method, own + target.replace('^', ''), params);
    const of = (item: Json) => resource(made ?? kind, item as JsonObject, api);
    return made ? (Array.isArray(answer) ? answer.map(of) : of(answer)) : take(answer as JsonObject);
  };
  for (const name in methods) self[name] = (params?: object) => step(methods[name] || `POST /${snakeCased(name)}`, params);
  return take(json);
}
