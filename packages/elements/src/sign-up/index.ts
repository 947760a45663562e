import type { SignUp } from '@nightdesk/chrome-extension/types';
import { elsewhereToSignIn } from '../elsewhere';
import { isPublic, providersOf } from '../environment';
import type { Journey } from '../journey';
import type { Action, Next, Screen, Values } from '../screen';
import { resending, sentBy } from '../sent-code';
import { awaitLink, linkSentTo, verifyUrl } from '../sent-link';
import { resumed } from '../sign-in/start';
import { leadingTo } from '../steps';
import { fieldsOf, missingFields, paramsOf } from './fields';

type Proof = 'email_address' | 'phone_number';

/** What is to be verified next, by a code or a link. */
function unproved({ unverifiedFields }: SignUp): Proof | undefined {
  return (['email_address', 'phone_number'] as const).find((name) => unverifiedFields.includes(name));
}

/** Whether the client holds a sign-up that somebody has begun. */
export function hasBegun({ client: { signUp } }: Journey): boolean {
  return signUp.status === 'missing_requirements' && !!signUp.id;
}

/** Goes on with the sign-up that the client holds, or starts one. */
export function beginSignUp(journey: Journey): Next {
  const { signUp } = journey.client;
  if (!hasBegun(journey)) return form(journey);
  if (signUp.missingFields.length > 0) return rest(journey, signUp);
  const proof = unproved(signUp);
  const verification = proof && verificationOf(signUp, proof);
  if (!proof || verification?.nextAction !== 'needs_attempt') return form(journey);
  return prove(journey, proof, sentBy(verification.expireAt));
}

function verificationOf({ verifications }: SignUp, proof: Proof) {
  return proof === 'email_address' ? verifications.emailAddress : verifications.phoneNumber;
}

/** All that is asked of somebody new. */
function form(journey: Journey): Screen {
  const { texts, environment, client, typed } = journey;
  const { signUp } = client;
  const known: Values = {
    email_address: signUp.emailAddress ?? (typed.includes('@') ? typed : ''),
    phone_number: signUp.phoneNumber ?? (/^\+?[\d\s-]{6,}$/.test(typed) ? typed : ''),
    username: signUp.username ?? '',
    first_name: signUp.firstName ?? '',
    last_name: signUp.lastName ?? '',
  };
  return {
    name: 'sign-up',
    title: texts.signUpTo(environment.display_config.application_name),
    providers: isPublic(environment)
      ? providersOf(environment).map(({ strategy, name }) => ({ name: strategy, label: texts.useProvider(name), run: (values) => throughProvider(journey, strategy, values) }))
      : [],
    fields: fieldsOf(environment, texts).map((field) => ({ ...field, value: known[field.name] ?? '' })),
    submit: {
      label: texts.signUp,
      run: async (values) => go(journey, await journey.client.signUp.create(paramsOf(values))),
    },
    actions: [signingIn(journey)],
  };
}

/** What is missing of a sign-up that came from a provider or by an invitation, say: for what, and for whom. */
function rest(journey: Journey, signUp: SignUp): Screen {
  const { texts, environment } = journey;
  const fields = missingFields(signUp.missingFields, environment, texts);
  return {
    name: 'sign-up-rest',
    title: texts.signUpTo(environment.display_config.application_name),
    lead: fields.length === 0 ? texts.taskUnknown : (signUp.emailAddress ?? signUp.phoneNumber ?? ''),
    fields,
    ...(fields.length > 0 && {
      submit: { label: texts.continue, run: async (values: Values) => go(journey, await journey.client.signUp.update(paramsOf(values))) },
    }),
    actions: [leadingTo('start-over', texts.startOver, () => form(journey)), signingIn(journey)],
  };
}

/** On with a sign-up after a step that was taken here, sending what the next step needs. */
async function go(journey: Journey, signUp: SignUp): Promise<Next> {
  if (signUp.status === 'complete') return journey.finish(signUp.createdSessionId);
  if (signUp.verifications.externalAccount.status === 'transferable') return transferred(journey);
  if (signUp.missingFields.length > 0) return rest(journey, signUp);
  const proof = unproved(signUp);
  if (!proof) return form(journey);
  if (verificationOf(signUp, proof).nextAction !== 'needs_attempt') await send(journey, proof);
  return prove(journey, proof, Date.now());
}

function send(journey: Journey, proof: Proof): Promise<SignUp> {
  const { signUp } = journey.client;
  if (proof === 'phone_number') return signUp.preparePhoneNumberVerification();
  return signUp.prepareEmailAddressVerification(isByLink(journey) ? { strategy: 'email_link', redirectUrl: verifyUrl(journey) } : { strategy: 'email_code' });
}

/** Addresses are proved by a code wherever that is allowed: it works on the device that one is at. */
function isByLink({ environment }: Journey): boolean {
  const { verifications = [] } = environment.user_settings.attributes.email_address ?? {};
  return verifications.includes('email_link') && !verifications.includes('email_code');
}

function prove(journey: Journey, proof: Proof, sentAt: number): Screen {
  return proof === 'email_address' && isByLink(journey) ? link(journey, sentAt) : code(journey, proof, sentAt);
}

/** Waits for the link to be opened that proves an address. */
function link(journey: Journey, sentAt: number): Screen {
  const { texts, client } = journey;
  const isOver = async () => {
    const signUp = await journey.client.signUp.reload();
    return signUp.status !== 'missing_requirements' || signUp.verifications.emailAddress.status !== 'unverified';
  };
  // Another link is only sent when it is asked for.
  const then = () => (unproved(journey.client.signUp) === 'email_address' ? Promise.resolve(form(journey)) : go(journey, journey.client.signUp));
  return {
    name: 'sign-up-email-link',
    title: texts.checkEmail,
    lead: linkSentTo(journey, client.signUp.emailAddress ?? ''),
    fields: [],
    actions: [resending(journey, sentAt, () => send(journey, 'email_address'), 'link'), leadingTo('change', texts.changeAddress, () => form(journey)), signingIn(journey)],
    shown: (signal) => awaitLink(journey, signal, isOver, then),
  };
}

/** Asks for the code that proves an address or a number. */
function code(journey: Journey, proof: Proof, sentAt: number): Screen {
  const { texts, client } = journey;
  const byMail = proof === 'email_address';
  const to = (byMail ? client.signUp.emailAddress : client.signUp.phoneNumber) ?? '';
  return {
    name: byMail ? 'sign-up-email-code' : 'sign-up-phone-code',
    title: byMail ? texts.checkEmail : texts.checkPhone,
    lead: texts.sentTo(to),
    fields: [{ name: 'code', kind: 'code', label: texts.code, autocomplete: 'one-time-code' }],
    submit: {
      label: texts.continue,
      async run({ code: typed = '' }) {
        const { signUp } = journey.client;
        return go(journey, await (byMail ? signUp.attemptEmailAddressVerification({ code: typed }) : signUp.attemptPhoneNumberVerification({ code: typed })));
      },
    },
    actions: [resending(journey, sentAt, () => send(journey, proof)), leadingTo('change', texts.changeAddress, () => form(journey)), signingIn(journey)],
  };
}

function signingIn(journey: Journey): Action {
  const identifier = (values: Values) => values.email_address || values.phone_number || values.username || '';
  return { name: 'sign-in', label: journey.texts.haveAccount, run: (values) => Promise.resolve(journey.turn('sign-in', identifier(values))) };
}

async function throughProvider(journey: Journey, strategy: `oauth_${string}`, values: Values): Promise<Next> {
  await journey.client.signUp.authenticateWithRedirect({
    strategy: strategy as 'oauth_google',
    ...elsewhereToSignIn(journey.redirectUrl),
    ...(values.legal_accepted && { legalAccepted: true }),
  });
  return resumed(journey);
}

/** Whoever signs up at a provider and has an account is signed in. */
async function transferred(journey: Journey): Promise<Next> {
  const signIn = await journey.client.signIn.create({ transfer: true });
  return signIn.status === 'complete' ? journey.finish(signIn.createdSessionId) : journey.begin('sign-in');
}
