import { useCallback, useEffect, useRef } from 'react';
import { ClerkAPIResponseError, ClerkRuntimeError } from '../errors';

export type SessionVerificationLevel = 'first_factor' | 'second_factor' | 'multi_factor';

export interface NeedsReverification {
  /** Goes on: the call is made again. */
  complete(): void;
  /** Gives up: the call fails with `reverification_cancelled`. */
  cancel(): void;
  /** What has to be shown again; `undefined` if the answer did not say. */
  level: SessionVerificationLevel | undefined;
}

export interface UseReverificationOptions {
  /** Lets the person prove who they are, with `session.startVerification()` and its steps. */
  onNeedsReverification?: (needs: NeedsReverification) => void;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as any function is one of these
type Call = (...args: any[]) => Promise<any> | undefined;
type WithoutHint<T> = T extends { clerk_error: unknown } ? never : T;

/**
 * Makes a call that may need the person to prove again who they are: on a refusal for that reason
 * `onNeedsReverification` is asked, and the call made again. Without it the refusal is thrown.
 */
export function useReverification<C extends Call>(
  call: C,
  options: UseReverificationOptions = {},
): (...args: Parameters<C>) => Promise<WithoutHint<Awaited<ReturnType<C>>>> {
  const latest = useRef({ call, options });
  useEffect(() => {
    latest.current = { call, options };
  });
  return useCallback(async (...args: Parameters<C>) => {
    for (;;) {
      const { hint, result, refusal } = await attempt(latest.current.call, args);
      if (!hint) return result as WithoutHint<Awaited<ReturnType<C>>>;
      const ask = latest.current.options.onNeedsReverification;
      if (!ask) {
        throw (
          refusal ??
          new ClerkRuntimeError('The person has to prove again who they are. Give useReverification() an onNeedsReverification that lets them.', {
            code: 'reverification_needed',
          })
        );
      }
      await new Promise<void>((complete, reject) => {
        const cancel = () => reject(new ClerkRuntimeError('The person did not prove again who they are.', { code: 'reverification_cancelled' }));
        ask({ complete, cancel, level: hint.level });
      });
    }
  }, []);
}

interface Attempted {
  result?: unknown;
  refusal?: unknown;
  /** There if the call was refused for want of a reverification. */
  hint?: { level: SessionVerificationLevel | undefined };
}

async function attempt(call: Call, args: unknown[]): Promise<Attempted> {
  try {
    const result: unknown = await call(...args);
    const hint = hintOf(result instanceof Response ? await result.clone().json().catch(() => undefined) : result);
    return { result, ...(hint && { hint }) };
  } catch (refusal) {
    const isHint = refusal instanceof ClerkAPIResponseError && refusal.errors.some(({ code }) => code === 'session_reverification_required');
    if (!isHint) throw refusal;
    return { refusal, hint: { level: undefined } };
  }
}

/** The hint that a backend answers with. */
interface Hint {
  clerk_error?: { reason?: string; metadata?: { reverification?: string | { level?: SessionVerificationLevel } } };
}

function hintOf(result: unknown): Attempted['hint'] {
  const error = (result as Hint | null | undefined)?.clerk_error;
  if (error?.reason !== 'reverification-error') return undefined;
  const asked = error.metadata?.reverification;
  if (typeof asked === 'string') return { level: asked === 'strict_mfa' ? 'multi_factor' : 'second_factor' };
  return { level: asked?.level };
}
