import { ClerkAPIResponseError, ClerkRuntimeError } from '../../errors';
import type { ClerkAPIError } from '../../types';

export type ClerkError = ClerkAPIResponseError | ClerkRuntimeError;

/** What a step of an attempt comes to; it throws nothing. */
export interface Outcome {
  error: ClerkError | null;
}

/** What one field of a form got wrong. */
export type FieldError = Pick<ClerkAPIError, 'code' | 'message' | 'longMessage'>;

/** An error that is about no field of the form. */
export type GlobalError = ClerkError & {
  isClerkAPIResponseError(this: unknown): this is ClerkAPIResponseError;
  isClerkRuntimeError(this: unknown): this is ClerkRuntimeError;
};

/** What the last step got wrong, sorted for a form. */
export interface Errors<Field extends string> {
  fields: Record<Field, FieldError | null>;
  /** All of it, as it came; `null` if all went well. */
  raw: unknown[] | null;
  global: GlobalError[] | null;
}

/** Sorts an error by the form's fields. What is about none of them is global, so that a form can show it somewhere. */
export function sorted<Field extends string>(error: ClerkError | null, fields: readonly Field[]): Errors<Field> {
  const found = Object.fromEntries(fields.map((field) => [field, null])) as Errors<Field>['fields'];
  const entries = error instanceof ClerkAPIResponseError ? error.errors.filter(({ meta }) => meta?.paramName) : [];
  let strays = error !== null && entries.length === 0;
  for (const entry of entries) {
    const name = String(entry.meta?.paramName).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) as Field;
    if (name in found) found[name] ??= entry;
    else strays = true;
  }
  return {
    fields: found,
    raw: entries.length > 0 ? entries : error && [error],
    global: error && strays ? [guarded(error)] : null,
  };
}

function guarded(error: ClerkError): GlobalError {
  return Object.defineProperties(error, {
    isClerkAPIResponseError: { value: () => error instanceof ClerkAPIResponseError, configurable: true },
    isClerkRuntimeError: { value: () => error instanceof ClerkRuntimeError, configurable: true },
  }) as GlobalError;
}
