/** One entry of `errors[]` in an answer of the frontend API, as the client hands it on. */
interface ApiProblem {
  code: string;
  message: string;
  longMessage?: string;
}

/** One sentence for an error of any kind. */
export function describe(error: unknown): string {
  const { code, errors, message } = (error ?? {}) as { code?: unknown; errors?: ApiProblem[]; message?: string };
  const first = Array.isArray(errors) ? errors[0] : undefined;
  if (first) return first.longMessage || first.message;
  if (code === 'network_error') return 'The server cannot be reached. Check the connection and try again.';
  return withoutCode(message ?? '') || 'Something went wrong. Try again.';
}

/** The text of a client error without the `(code="...")` that it carries for logs. */
export function withoutCode(message: string): string {
  return message.replace(/ \(code="[\w-]+"\)$/, '');
}
