import { apiError, ClerkRuntimeError, type ClerkAPIResponseError } from '../errors';
import type { JsonObject } from '../json';
import type { Api } from '../resources';
import type { SetActiveParams } from '../types';
import { next, verificationOf } from './outcome';
import type { Kind, RedirectParams } from './wire';

/** What of a client an attempt needs. */
export interface Actor extends Api {
  readonly instanceType: 'development' | 'production';
  setActive(params: SetActiveParams): Promise<void>;
}

/** What holds for a sign-in that becomes a sign-up, and the other way round. */
type Transfer = Pick<RedirectParams, 'transferable' | 'legalAccepted' | 'unsafeMetadata'>;

/** An attempt that waits for its user to come back from a provider. */
export interface Pending extends Transfer {
  kind: Kind;
  id: string;
}

/** How long to wait before asking again for what cannot be had twice, in milliseconds. */
const RETRIES_MS = [500, 2_000, 5_000];

export const pathOf = (kind: Kind) => `/client/${kind}s`;

/**
 * Begins an attempt, or goes on with one, and says where its user has to go. `completeUrl` is where they are led back to if
 * nothing is left to do then.
 *
 * @throws ClerkRuntimeError `redirect_url_not_allowed`, `web_auth_failed`
 */
export async function begin(clerk: Actor, kind: Kind, params: RedirectParams, redirectUrl: string, completeUrl = redirectUrl): Promise<Pending & { url: string }> {
  const { strategy, identifier, emailAddress, oidcPrompt, enterpriseConnectionId, legalAccepted, unsafeMetadata, transferable, continues } = params;
  const common = { strategy, redirectUrl, actionCompleteRedirectUrl: completeUrl, oidcPrompt };
  const prepared = { ...common, enterpriseConnectionId };
  const path = pathOf(kind);
  const send = (method: string, to: string, body: object) =>
    clerk.request<JsonObject>(method, to, body).catch((error: unknown) => {
      throw explained(error as ClerkAPIResponseError, redirectUrl);
    });
  // A client that does not exist yet cannot show that it is native, and the server treats others as web pages.
  const created = clerk.instanceType === 'production' && !clerk.client?.id ? `${path}?_is_native=1` : path;
  let attempt: JsonObject;
  if (kind === 'sign_in') {
    attempt = continues ? await send('POST', `${path}/${continues}/prepare_first_factor`, prepared) : await send('POST', created, { ...common, identifier });
    // A company's sign-in page is known only once the identifier is.
    if (!continues && !urlOf(kind, attempt)) attempt = await send('POST', `${path}/${String(attempt.id)}/prepare_first_factor`, prepared);
  } else {
    const body = { ...prepared, emailAddress, legalAccepted, unsafeMetadata };
    attempt = continues ? await send('PATCH', `${path}/${continues}`, body) : await send('POST', created, body);
  }
  const url = urlOf(kind, attempt);
  if (!url) {
    throw new ClerkRuntimeError(`The server named no page on which to go on with ${strategy}. Check that it is enabled for the instance.`, {
      code: 'web_auth_failed',
    });
  }
  return { kind, id: String(attempt.id), url, transferable, legalAccepted, unsafeMetadata };
}

/**
 * Takes over what the user did elsewhere. `returned` is where the server led back to; only the server that gave out its
 * nonce takes it, from this client and for this attempt.
 *
 * @throws ClerkRuntimeError `web_auth_failed`
 */
export async function finish(clerk: Actor, { kind, id, ...transfer }: Pending, returned: string): Promise<void> {
  const nonce = new URL(returned).searchParams.get('rotating_token_nonce');
  const attempt = await patiently(() =>
    clerk.request<JsonObject>('GET', `${pathOf(kind)}/${id}`, nonce === null ? {} : { rotatingTokenNonce: nonce }),
  );
  if (attempt.id !== id) throw failed('The attempt was replaced by another one.');
  await conclude(clerk, kind, attempt, transfer);
}

/**
 * Goes as far as can be gone without the user, and says what it has become. An attempt that is not complete then is the
 * client's current one.
 *
 * @throws ClerkRuntimeError `web_auth_failed`; its `cause` has the server's `code`
 */
export async function conclude(clerk: Actor, kind: Kind, attempt: JsonObject, transfer: Transfer = {}): Promise<Kind> {
  const step = next(kind, attempt, transfer.transferable);
  if ('transfer' in step) {
    const { legalAccepted, unsafeMetadata } = transfer;
    const body = { transfer: true, ...(step.transfer === 'sign_up' && { legalAccepted, unsafeMetadata }) };
    const other = await clerk.request<JsonObject>('POST', pathOf(step.transfer), body);
    return conclude(clerk, step.transfer, other, { transferable: false });
  }
  if ('session' in step) await clerk.setActive({ session: step.session });
  if ('refused' in step) throw failed(step.refused);
  if ('unanswered' in step) throw failed('The user came back without an answer of the provider.');
  return kind;
}

/** Asks again after passing trouble, for what must not be lost: a sign-in that has happened, say. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const ms of RETRIES_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }
  return ask();
}

export function isPassing(error: unknown): boolean {
  const { code = '', status = 0 } = error as Partial<ClerkAPIResponseError>;
  return status >= 500 || status === 429 || /^(network_error|timeout|invalid_response)$/.test(code);
}

function urlOf(kind: Kind, attempt: JsonObject): string | undefined {
  const { external_verification_redirect_url: url } = verificationOf(kind, attempt);
  return typeof url === 'string' && /^https?:\/\//.test(url) ? url : undefined;
}

function failed(reason: JsonObject | string): ClerkRuntimeError {
  if (typeof reason === 'string') return new ClerkRuntimeError(reason, { code: 'web_auth_failed' });
  const cause = apiError(reason);
  const message = cause.longMessage ?? (cause.message || `The sign-in was refused: ${cause.code}.`);
  return new ClerkRuntimeError(message, { code: 'web_auth_failed', cause: Object.assign(new Error(message), cause) });
}

/** Servers word it differently that they lead only to addresses that were allowed before. */
function explained(error: ClerkAPIResponseError, redirectUrl: string): Error {
  const [first] = (error.errors as ClerkAPIResponseError['errors'] | undefined) ?? [];
  if (!first || !/redirect.?ur[li]/i.test(`${first.code} ${first.meta?.paramName ?? ''} ${first.longMessage ?? first.message}`)) return error;
  return new ClerkRuntimeError(`The instance leads nobody back to ${redirectUrl}. Add this address to its allowed redirect URLs.`, {
    code: 'redirect_url_not_allowed',
    cause: error,
  });
}
