import { FrontendApi, type Client } from './frontend-api.ts';
import { instanceOf } from './key.ts';
import { emailOf } from './signed-in.ts';

declare const PUBLISHABLE_KEY: string;

type View = 'loading' | 'failed' | 'signed-out' | 'signed-in';

const api = new FrontendApi(await instanceOf(PUBLISHABLE_KEY));
const form = element<HTMLFormElement>('signed-out');

element('retry').addEventListener('click', () => void load());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const fields = new FormData(form);
  const signIn = () => api.signIn(String(fields.get('email')), String(fields.get('password')));
  void step(form.querySelector('button'), element('error'), signIn);
});
element('sign-out').addEventListener('click', () => {
  void step(element<HTMLButtonElement>('sign-out'), element('sign-out-error'), () => api.signOut());
});
await load();

async function load() {
  show('loading');
  try {
    render(await api.client());
  } catch (error) {
    byTestId('load-error').textContent = (error as Error).message;
    show('failed');
  }
}

/** Runs one action of the user, unless one is running, and shows its outcome. */
async function step(button: HTMLButtonElement | null, problem: HTMLElement, action: () => Promise<Client | null>) {
  if (!button || button.ariaDisabled === 'true') return;
  button.ariaDisabled = 'true';
  problem.textContent = '';
  try {
    render(await action());
  } catch (error) {
    problem.textContent = (error as Error).message;
  } finally {
    button.ariaDisabled = 'false';
  }
}

function render(client: Client | null) {
  const email = emailOf(client);
  byTestId('user-email').textContent = email ?? '';
  if (email === undefined) form.reset();
  show(email === undefined ? 'signed-out' : 'signed-in');
}

function show(view: View) {
  for (const each of ['loading', 'failed', 'signed-out', 'signed-in'] satisfies View[]) {
    element(each).hidden = each !== view;
  }
}

function element<E extends HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

function byTestId(id: string): HTMLElement {
  return document.querySelector(`[data-testid="${id}"]`) as HTMLElement;
}
