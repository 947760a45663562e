import type { Server } from './server.ts';
import type { Person } from './steps.ts';

/** Somebody's sign-in on a device without a browser. */
export interface OtherDevice {
  isSignedIn(): Promise<boolean>;
}

/** Signs somebody in as a native application does, whose client token goes in a header. */
export async function signInElsewhere(server: Server, { email, password }: Person): Promise<OtherDevice> {
  let authorization = '';
  const ask = async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(new URL(`/v1${path}?_is_native=1`, server.origin), {
      method: form ? 'POST' : 'GET',
      headers: { authorization },
      ...(form && { body: new URLSearchParams(form) }),
    });
    authorization = answer.headers.get('authorization') ?? authorization;
    return (await answer.json()) as { response: { status?: string; sessions?: { status: string }[] } | null };
  };
  const { response } = await ask('/client/sign_ins', { strategy: 'password', identifier: email, password });
  if (response?.status !== 'complete') throw new Error(`the other device is at ${response?.status ?? 'nothing'}`);
  return { isSignedIn: async () => ((await ask('/client')).response?.sessions ?? []).some(({ status }) => status === 'active') };
}
