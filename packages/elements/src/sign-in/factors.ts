import type { SignIn, SignInFactor, Verification } from '@nightdesk/chrome-extension/types';
import { elsewhereToSignIn } from '../elsewhere';
import type { Journey } from '../journey';
import { newPassword } from '../password';
import { isSame, labelOf, proofOf } from '../proofs';
import type { Action, Field, Next, Screen } from '../screen';
import { resending, sentBy } from '../sent-code';
import { awaitLink, linkSentTo, verifyUrl } from '../sent-link';
import { leadingTo } from '../steps';
import { resumed, start } from './start';
import { firstFactors, isLink, isSent, resetsPassword, standOf, usual, type Level } from './stand';

/** The screen for where a sign-in stands. What has to be sent first is not sent by itself: somebody may only look. */
export function resume(journey: Journey, signIn: SignIn): Next {
  const stand = standOf(signIn, Date.now());
  switch (stand.at) {
    case 'start':
      return start(journey);
    case 'factor':
      return prove(journey, stand.level, stand.factor, sentBy(verificationOf(signIn, stand.level).expireAt));
    case 'choice':
      return choose(journey, stand.level);
    case 'new-password':
      return replacePassword(journey);
    case 'complete':
      return undefined;
  }
}

/** On with a sign-in after a step that was taken here, sending what the usual next step needs. */
export async function go(journey: Journey, signIn: SignIn): Promise<Next> {
  const stand = standOf(signIn, Date.now());
  if (stand.at === 'complete') return journey.finish(stand.session);
  if (stand.at === 'choice') {
    const factor = usual(factorsOf(signIn, stand.level));
    if (factor && isSent(factor.strategy)) return begin(journey, stand.level, factor);
  }
  return resume(journey, signIn);
}

/** Starts to prove a factor. */
export async function begin(journey: Journey, level: Level, factor: SignInFactor): Promise<Next> {
  const { signIn } = journey.client;
  const { strategy } = factor;
  if (isSent(strategy)) {
    await send(journey, level, factor);
    return prove(journey, level, factor, Date.now());
  }
  if (strategy === 'passkey') return go(journey, await signIn.authenticateWithPasskey());
  if (strategy.startsWith('oauth_') || strategy === 'enterprise_sso') {
    await signIn.authenticateWithRedirect({ strategy: strategy as 'enterprise_sso', identifier: signIn.identifier ?? '', ...elsewhereToSignIn(journey.redirectUrl) });
    return resumed(journey);
  }
  return prove(journey, level, factor, 0);
}

function send(journey: Journey, level: Level, factor: SignInFactor): Promise<SignIn> {
  const { signIn } = journey.client;
  const params = factor.strategy === 'email_link' ? { ...factor, redirectUrl: verifyUrl(journey) } : factor;
  return level === 'first' ? signIn.prepareFirstFactor(params) : signIn.prepareSecondFactor(params);
}

function verificationOf(signIn: SignIn, level: Level): Verification {
  return level === 'first' ? signIn.firstFactorVerification : signIn.secondFactorVerification;
}

function factorsOf(signIn: SignIn, level: Level): SignInFactor[] {
  return level === 'first' ? firstFactors(signIn) : (signIn.supportedSecondFactors ?? []);
}

/** Asks for the proof of a factor. */
function prove(journey: Journey, level: Level, factor: SignInFactor, sent: number): Screen {
  const { texts, client } = journey;
  const { strategy } = factor;
  if (isLink(strategy)) return proveByLink(journey, level, factor, sent);
  const name = strategy === 'password' ? 'password' : 'code';
  const username: Field = { name: 'identifier', kind: 'hidden', label: '', value: client.signIn.identifier ?? '', autocomplete: 'username' };
  return {
    name: `${level}-${strategy.replaceAll('_', '-')}`,
    ...wording(journey, level, factor),
    fields: [username, proofOf(texts, strategy)].filter(({ name: each }) => each === name || name === 'password'),
    submit: {
      label: texts.continue,
      async run(values) {
        const proof = { strategy, [name]: values[name] ?? '' };
        const { signIn } = journey.client;
        return go(journey, await (level === 'first' ? signIn.attemptFirstFactor(proof) : signIn.attemptSecondFactor(proof)));
      },
    },
    actions: [...(isSent(strategy) ? [resending(journey, sent, () => send(journey, level, factor))] : []), ...furtherWays(journey, level, factor), starting(journey)],
  };
}

/** Waits for a link to be opened. If it is good for nothing any more, another way has to be found. */
function proveByLink(journey: Journey, level: Level, factor: SignInFactor, sent: number): Screen {
  const { status } = journey.client.signIn;
  const isOver = async () => {
    const signIn = await journey.client.signIn.reload();
    return signIn.status !== status || verificationOf(signIn, level).status !== 'unverified';
  };
  const then = () => (journey.client.signIn.status === status ? Promise.resolve(resume(journey, journey.client.signIn)) : resumed(journey));
  return {
    name: `${level}-email-link`,
    ...wording(journey, level, factor),
    fields: [],
    actions: [resending(journey, sent, () => send(journey, level, factor), 'link'), ...furtherWays(journey, level, factor), starting(journey)],
    shown: (signal) => awaitLink(journey, signal, isOver, then),
  };
}

function wording(journey: Journey, level: Level, factor: SignInFactor): { title: string; lead?: string } {
  const { texts, client } = journey;
  const { strategy } = factor;
  const sentTo = (to: string) => (isLink(strategy) ? linkSentTo(journey, to) : texts.sentTo(to));
  const to = 'safeIdentifier' in factor ? sentTo(factor.safeIdentifier) : undefined;
  if (strategy === 'password') return { title: texts.enterPassword, lead: client.signIn.identifier ?? '' };
  if (strategy === 'totp') return { title: texts.twoStep, lead: texts.totpLead };
  if (strategy === 'backup_code') return { title: texts.twoStep, lead: texts.backupCodeLead };
  if (resetsPassword(strategy)) return { title: texts.resetPassword, ...(to !== undefined && { lead: to }) };
  const where = strategy === 'phone_code' ? texts.checkPhone : texts.checkEmail;
  const title = client.signIn.status === 'needs_client_trust' ? texts.newDevice : level === 'second' ? texts.twoStep : where;
  return { title, ...(to !== undefined && { lead: to }) };
}

/** What else there is: named if it is little, else on a screen of its own. */
function furtherWays(journey: Journey, level: Level, but: SignInFactor): Action[] {
  const { signIn } = journey.client;
  const all = factorsOf(signIn, level);
  const others = all.filter((factor) => !isSame(factor, but));
  const forgot = but.strategy === 'password' ? others.find(({ strategy }) => resetsPassword(strategy)) : undefined;
  // Who resets the password may have to do so by another address or number.
  const ways = others.filter(({ strategy }) => !resetsPassword(strategy) || resetsPassword(but.strategy));
  const named: Action[] = ways.length <= 2 ? ways.map((factor) => way(journey, level, factor)) : [leadingTo('other-ways', journey.texts.otherWays, () => choose(journey, level))];
  if (forgot) named.push({ name: 'forgot-password', label: journey.texts.forgotPassword, run: () => begin(journey, level, forgot) });
  return named;
}

function way(journey: Journey, level: Level, factor: SignInFactor): Action {
  return { name: factor.strategy.replaceAll('_', '-'), label: labelOf(journey.texts, journey.environment, factor), run: () => begin(journey, level, factor) };
}

/** All ways there are for this user. */
function choose(journey: Journey, level: Level): Screen {
  const { texts, client } = journey;
  const factors = factorsOf(client.signIn, level);
  return {
    name: `${level}-choice`,
    title: texts.chooseWay,
    lead: factors.length > 0 ? (client.signIn.identifier ?? '') : texts.noWay,
    fields: [],
    providers: factors.map((factor) => way(journey, level, factor)),
    actions: [starting(journey)],
  };
}

function replacePassword(journey: Journey): Screen {
  const { texts, client, environment } = journey;
  return {
    name: 'new-password',
    title: texts.setPassword,
    lead: client.signIn.identifier ?? '',
    fields: [
      { name: 'identifier', kind: 'hidden', label: '', value: client.signIn.identifier ?? '', autocomplete: 'username' },
      newPassword(environment, texts),
      { name: 'sign_out', kind: 'checkbox', label: texts.signOutElsewhere, optional: true },
    ],
    submit: {
      label: texts.continue,
      async run({ password = '', sign_out: signOut }) {
        return go(journey, await journey.client.signIn.resetPassword({ password, signOutOfOtherSessions: !!signOut }));
      },
    },
    actions: [starting(journey)],
  };
}

function starting(journey: Journey): Action {
  return leadingTo('start-over', journey.texts.startOver, () => start(journey));
}
