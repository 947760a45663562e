import type { ClerkAPIError } from './types';
import { camelCased, type Json, type JsonObject } from './json';

/** The server refused a request. */
export class ClerkAPIResponseError extends Error {
  // The class's own name does not survive minification.
  static override readonly name = 'ClerkAPIResponseError';
  static readonly kind: string = this.name;
  readonly clerkError = true;
  readonly code = 'api_response_error';
  readonly status: number;
  readonly errors: (ClerkAPIError & Pick<Required<ClerkAPIError>, 'meta'> & { longMessage: string | undefined })[];
  /** Seconds, from the `Retry-After` header. */
  readonly retryAfter?: number;
  readonly clerkTraceId?: string;
  declare readonly cause: Error | undefined;
  declare readonly longMessage: undefined;
  declare readonly docsUrl: undefined;

  constructor(status: number, body: JsonObject, retryAfter?: number) {
    const errors = (Array.isArray(body.errors) ? body.errors : []).map(apiError);
    super(errors[0]?.longMessage ?? errors[0]?.message ?? `The server refused with status ${String(status)}.`);
    this.name = new.target.name;
    this.status = status;
    this.errors = errors;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    if (typeof body.clerk_trace_id === 'string') this.clerkTraceId = body.clerk_trace_id;
  }
}

/** Anything else that went wrong; `code` is stable. */
export class ClerkRuntimeError extends Error {
  // The class's own name does not survive minification.
  static override readonly name = 'ClerkRuntimeError';
  static readonly kind: string = this.name;
  readonly clerkError = true;
  readonly clerkRuntimeError = true;
  readonly code: string;
  declare readonly cause: Error | undefined;
  declare readonly longMessage: undefined;
  declare readonly docsUrl: undefined;

  constructor(message: string, { code, cause }: { code: string; cause?: unknown }) {
    super(`${message} (code="${code}")`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
  }
}

/** An entry of `errors` as programs read it. */
export function apiError(json: Json): ClerkAPIResponseError['errors'][number] {
  const { code = 'unknown', message = '', long_message: longMessage, meta } = (json ?? {}) as { [key: string]: string } & { meta?: JsonObject };
  return { code, message, longMessage, meta: camelCased(meta ?? {}) };
}

/** What the core reports: a refusal of the server, or trouble of its own. */
export type CoreError = { status: number; body: JsonObject; retry_after?: number } | { code: string; message: string };

export function errorFrom(error: CoreError): ClerkAPIResponseError | ClerkRuntimeError {
  return 'status' in error
    ? new ClerkAPIResponseError(error.status, error.body, error.retry_after)
    : new ClerkRuntimeError(error.message, { code: error.code });
}
