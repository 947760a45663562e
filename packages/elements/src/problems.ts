import type { ClerkAPIError } from '@nightdesk/chrome-extension/types';
import type { Texts } from './texts/texts';

/** Texts to show after a failed step: at the fields they belong to, the rest below the form. */
export interface Problems {
  fields: Record<string, string>;
  form?: string;
}

export const NO_PROBLEMS: Problems = { fields: {} };

/** Parameters that people know as another field. */
const ALIASES: Record<string, string> = {
  new_password: 'password',
  email_address_or_phone_number: 'email_address',
};

/** Sorts what went wrong by the fields a screen has. */
export function problemsOf(error: unknown, fields: readonly string[], texts: Texts): Problems {
  const problems: Problems = { fields: {} };
  for (const { code, message, longMessage, meta } of refusalsOf(error)) {
    const param = meta?.paramName ?? '';
    const field = [param, ALIASES[param]].find((name) => name !== undefined && fields.includes(name));
    const text = texts.errors[`${code}__${param}`] ?? texts.errors[code] ?? [longMessage || message, ...adviceOf(meta)].join(' ');
    if (field !== undefined) problems.fields[field] ??= text;
    else problems.form ??= text;
  }
  if (problems.form === undefined && Object.keys(problems.fields).length === 0) problems.form = textOf(error, texts);
  return problems;
}

/** How to do better than a password that is easy to guess, in the server's words. */
function adviceOf(meta: ClerkAPIError['meta']): string[] {
  return (meta?.zxcvbn?.suggestions ?? []).map(({ message }) => message);
}

/** A refusal of our own, which need not be asked of the server. */
export function refusal(code: string, paramName: string, message: string): Error {
  const error: ClerkAPIError = { code, message, meta: { paramName } };
  return Object.assign(new Error(message), { errors: [error] });
}

/** What the server said, one by one; nothing if it was not the server. */
export function refusalsOf(error: unknown): ClerkAPIError[] {
  const errors = (error as { errors?: unknown } | null)?.errors;
  return Array.isArray(errors) ? (errors as ClerkAPIError[]) : [];
}

/** One sentence for an error of the client. Its own message is for developers, so it comes last. */
export function textOf(error: unknown, texts: Texts): string {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  return texts.errors[code] ?? (message.replace(/ \(code="[\w-]+"\)$/, '') || texts.unknownError);
}
