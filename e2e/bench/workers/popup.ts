// A popup that draws its sign-in itself: what it needs of the client.
import { createClerkClient } from 'sdk:client';

declare const PUBLISHABLE_KEY: string;

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY });
const field = (name: string) => document.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? '';

document.querySelector('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  void (async () => {
    const attempt = await clerk.client?.signIn.create({ strategy: 'password', identifier: field('email'), password: field('password') });
    if (attempt?.status === 'complete') await clerk.setActive({ session: attempt.createdSessionId });
  })();
});
void clerk.load().then(() => {
  clerk.addListener(({ user }) => (document.title = user?.fullName ?? 'Sign in'));
});
