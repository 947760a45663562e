import type { Environment } from '@nightdesk/chrome-extension/types';
import { allows, identifiersOf, isPublic, providersOf, takesPasswords } from '../environment';
import type { Journey } from '../journey';
import type { Action, Field, Next, Screen } from '../screen';
import type { Texts } from '../texts/texts';
import { elsewhereToSignIn } from '../elsewhere';
import { begin, go } from './factors';
import { firstFactors, resetsPassword, usual } from './stand';

/** Who wants to sign in: an identifier, with the password if there are any, or another way. */
export function start(journey: Journey): Screen {
  const { environment, texts } = journey;
  const identifiers = identifiersOf(environment);
  const fields = identifiers.length > 0 ? fieldsOf(journey) : [];
  return {
    name: 'start',
    title: texts.signInTo(environment.display_config.application_name),
    fields,
    providers: providersOf(environment).map(({ strategy, name }) => ({
      name: strategy,
      label: texts.useProvider(name),
      run: () => throughProvider(journey, strategy),
    })),
    ...(fields.length > 0 && {
      submit: {
        label: takesPasswords(environment) ? texts.signIn : texts.continue,
        run: ({ identifier = '', password }) => (password === undefined ? find(journey, identifier) : withPassword(journey, identifier, password)),
      },
    }),
    actions: otherWays(journey),
    shown: (signal) => offerPasskeys(journey, signal),
  };
}

function fieldsOf({ environment, texts, typed }: Journey): Field[] {
  const identifier: Field = {
    name: 'identifier',
    kind: identifierKind(environment),
    label: identifierLabel(environment, texts),
    value: typed,
    autocomplete: passkeysOf(environment).allow_autofill ? 'username webauthn' : 'username',
  };
  if (!takesPasswords(environment)) return [identifier];
  return [identifier, { name: 'password', kind: 'password', label: texts.password, autocomplete: 'current-password' }];
}

function identifierKind(environment: Environment): Field['kind'] {
  const [only, ...more] = identifiersOf(environment);
  if (more.length > 0) return 'text';
  return only === 'email_address' ? 'email' : only === 'phone_number' ? 'tel' : 'text';
}

function identifierLabel(environment: Environment, texts: Texts): string {
  const [first = '', ...more] = identifiersOf(environment).map((name) => texts.identifiers[name]);
  return more.reduce((label, name) => texts.either(label, name), first);
}

function passkeysOf({ user_settings: { passkey_settings: settings, attributes } }: Environment) {
  const on = !!attributes.passkey?.enabled && 'PublicKeyCredential' in globalThis;
  return { allow_autofill: on && settings.allow_autofill, show_sign_in_button: on && settings.show_sign_in_button };
}

function otherWays(journey: Journey): Action[] {
  const { environment, texts } = journey;
  const ways: Action[] = [];
  const bySent = (name: string, label: string, strategy: string) => {
    ways.push({ name, label, needs: ['identifier'], run: ({ identifier = '' }) => find(journey, identifier, (each) => each === strategy) });
  };
  if (takesPasswords(environment)) {
    if (allows(environment, 'email_address', 'email_code')) bySent('email-code', texts.useEmailCode, 'email_code');
    if (allows(environment, 'email_address', 'email_link')) bySent('email-link', texts.useEmailLink, 'email_link');
    if (allows(environment, 'phone_number', 'phone_code')) bySent('phone-code', texts.usePhoneCode, 'phone_code');
  }
  if (passkeysOf(environment).show_sign_in_button) {
    ways.push({ name: 'passkey', label: texts.usePasskey, run: async () => go(journey, await journey.client.signIn.authenticateWithPasskey({ flow: 'discoverable' })) });
  }
  if (takesPasswords(environment)) {
    ways.push({ name: 'forgot-password', label: texts.forgotPassword, needs: ['identifier'], run: ({ identifier = '' }) => find(journey, identifier, resetsPassword) });
  }
  if (isPublic(environment)) {
    ways.push({ name: 'sign-up', label: texts.noAccountYet, run: ({ identifier }) => Promise.resolve(journey.turn('sign-up', identifier)) });
  }
  return ways;
}

async function withPassword(journey: Journey, identifier: string, password: string): Promise<Next> {
  journey.typed = identifier;
  return go(journey, await journey.client.signIn.create({ strategy: 'password', identifier, password }));
}

/** Asks who that is, and goes on with the factor that is wanted, if they have it. */
async function find(journey: Journey, identifier: string, wanted?: (strategy: string) => boolean): Promise<Next> {
  journey.typed = identifier;
  const signIn = await journey.client.signIn.create({ identifier });
  const factors = firstFactors(signIn);
  const factor = wanted ? factors.find(({ strategy }) => wanted(strategy)) : usual(factors);
  if (factor && signIn.status === 'needs_first_factor') return begin(journey, 'first', factor);
  return go(journey, signIn);
}

async function throughProvider(journey: Journey, strategy: `oauth_${string}`): Promise<Next> {
  await journey.client.signIn.authenticateWithRedirect({ strategy: strategy as 'oauth_google', ...elsewhereToSignIn(journey.redirectUrl) });
  return journey.screen && resumed(journey);
}

/** After a provider, or a window elsewhere: a sign-in may have become a sign-up there, and the client may have a session by now. */
export async function resumed(journey: Journey): Promise<Next> {
  if (journey.clerk.session) return journey.finish(journey.clerk.session.id);
  const { signIn, signUp } = journey.client;
  if (signIn.firstFactorVerification.status === 'transferable') {
    await signUp.create({ transfer: true });
    return journey.begin('sign-up');
  }
  return signUp.status === 'missing_requirements' && !signIn.identifier ? journey.begin('sign-up') : go(journey, signIn);
}

/** Once a page is loaded anew by whoever is back from a provider: takes over what they did there. */
export async function returned(journey: Journey): Promise<Next> {
  await journey.clerk.handleRedirectCallback();
  return resumed(journey);
}

/** Has the browser offer passkeys among what it fills in. Whoever does not want one is not told of any trouble. */
function offerPasskeys(journey: Journey, signal: AbortSignal): void {
  if (!passkeysOf(journey.environment).allow_autofill) return;
  void (async () => {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.()) || signal.aborted) return;
    const signIn = await journey.client.signIn.authenticateWithPasskey({ flow: 'autofill' });
    if (!signal.aborted) await journey.act({ name: 'passkey', label: '', run: () => go(journey, signIn) }, {});
  })().catch(() => undefined);
}
