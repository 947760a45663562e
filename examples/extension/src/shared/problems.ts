/** One entry of `errors[]` in an answer of the frontend API, as the client hands it on. */
interface ApiProblem {
  code: string;
  message: string;
  longMessage?: string;
  meta?: { paramName?: string };
}

/** Texts to show after a failed step: beside the fields that caused it, and the rest above the form. */
export interface Problems<Field extends string = string> {
  fields: Partial<Record<Field, string>>;
  form?: string;
}

/** Parameters of the API that the user knows under the name of one field. */
const FIELD_OF_PARAM: Record<string, string> = {
  identifier: 'email',
  email_address: 'email',
  password: 'password',
  code: 'code',
};

/** Sorts an error of the client by the fields a form has; what belongs to none of them is for the form. */
export function problemsOf<Field extends string>(error: unknown, has: readonly Field[]): Problems<Field> {
  const listed = apiProblems(error);
  if (listed.length === 0) return { fields: {}, form: describe(error) };
  const problems: Problems<Field> = { fields: {} };
  for (const { meta, longMessage, message } of listed) {
    const field = FIELD_OF_PARAM[meta?.paramName ?? ''] as Field | undefined;
    const text = longMessage || message;
    if (field && has.includes(field)) problems.fields[field] ??= text;
    else problems.form ??= text;
  }
  return problems;
}

/** One sentence for an error of any kind. */
export function describe(error: unknown): string {
  const [first] = apiProblems(error);
  if (first) return first.longMessage || first.message;
  if (codeOf(error) === 'network_error') {
    return 'The server cannot be reached. Check the connection and try again.';
  }
  return withoutCode(error instanceof Error ? error.message : '') || 'Something went wrong. Try again.';
}

/** The text of a client error without the `(code="...")` that it carries for logs. */
export function withoutCode(message: string): string {
  return message.replace(/ \(code="[\w-]+"\)$/, '');
}

/** The stable code of an error: the API's, or the client's own. */
export function codeOf(error: unknown): string | undefined {
  const own = (error as { code?: unknown } | null)?.code;
  return apiProblems(error)[0]?.code ?? (typeof own === 'string' ? own : undefined);
}

function apiProblems(error: unknown): ApiProblem[] {
  const errors = (error as { errors?: unknown } | null)?.errors;
  return Array.isArray(errors) ? (errors as ApiProblem[]) : [];
}
