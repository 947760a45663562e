const POLL_MS = 25;

/**
 * Asks again and again until the answer is something other than `undefined`, `null` or `false`.
 *
 * @throws Error that names what was waited for, once `withinMs` have passed
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  { withinMs = 10_000, everyMs = POLL_MS } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      const why = last instanceof Error ? `: ${last.message}` : '';
      throw new Error(`waited ${withinMs} ms in vain for ${what}${why}`);
    }
    await delay(everyMs);
  }
}

/** Lets real time pass. Only for what real time alone brings about, such as the end of a token's life. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
