import type { SessionVerification, SignInFactor } from '@nightdesk/chrome-extension/types';
import { isSame, labelOf, proofOf } from '../proofs';
import type { Action, Next, Screen, Values } from '../screen';
import { resending } from '../sent-code';
import { isLink, isSent, usual, type Level } from '../sign-in/stand';
import { leadingTo } from '../steps';
import type { Account } from './account';

/** What was refused for want of a proof, once more. */
type Again = () => Promise<Next>;

/** Has somebody prove once more who they are. Of whoever has a second factor the server asks for that one. */
export async function reverify(account: Account, again: Again): Promise<Next> {
  return go(account, again, await account.session.startVerification({ level: 'second_factor' }));
}

async function go(account: Account, again: Again, verification: SessionVerification): Promise<Next> {
  if (verification.status === 'complete') return again();
  const level: Level = verification.status === 'needs_second_factor' ? 'second' : 'first';
  const factors = factorsOf(verification, level);
  const factor = usual(factors);
  return factor ? begin({ account, again, level, factors }, factor) : choose({ account, again, level, factors });
}

/** What is to be proved: a factor of a level, and what for. */
interface Proof {
  account: Account;
  again: Again;
  level: Level;
  factors: SignInFactor[];
}

/** Those that can be proved here. */
function factorsOf({ supportedFirstFactors, supportedSecondFactors }: SessionVerification, level: Level): SignInFactor[] {
  const factors: SignInFactor[] = (level === 'first' ? supportedFirstFactors : supportedSecondFactors) ?? [];
  return factors.filter(({ strategy }) => strategy !== 'enterprise_sso' && !isLink(strategy));
}

async function begin(proof: Proof, factor: SignInFactor): Promise<Next> {
  const { account, again, level } = proof;
  if (factor.strategy === 'passkey') {
    return go(account, again, await account.session.verifyWithPasskey({ level: level === 'first' ? 'first_factor' : 'second_factor' }));
  }
  if (isSent(factor.strategy)) await send(proof, factor);
  return prove(proof, factor);
}

function send({ account: { session }, level }: Proof, factor: SignInFactor): Promise<unknown> {
  return level === 'first' ? session.prepareFirstFactorVerification(factor) : session.prepareSecondFactorVerification(factor);
}

function prove(proof: Proof, factor: SignInFactor): Screen {
  const { account, again, level } = proof;
  const { texts } = account;
  const { strategy } = factor;
  const field = proofOf(texts, strategy);
  return {
    name: `reverify-${strategy.replaceAll('_', '-')}`,
    title: texts.confirmIdentity,
    lead: leadOf(account, factor),
    fields: [field],
    submit: {
      label: texts.continue,
      async run(values: Values) {
        const attempt = { strategy, [field.name]: values[field.name] ?? '' };
        const { session } = account;
        return go(account, again, await (level === 'first' ? session.attemptFirstFactorVerification(attempt) : session.attemptSecondFactorVerification(attempt)));
      },
    },
    actions: [...(isSent(strategy) ? [resending(account, Date.now(), () => send(proof, factor))] : []), ...others(proof, factor), cancelling(account)],
  };
}

function leadOf({ texts }: Account, factor: SignInFactor): string {
  if ('safeIdentifier' in factor) return texts.sentTo(factor.safeIdentifier);
  return { totp: texts.totpLead, backup_code: texts.backupCodeLead }[factor.strategy as 'totp'] ?? texts.confirmIdentityWhy;
}

function others(proof: Proof, but: SignInFactor): Action[] {
  return proof.factors.filter((factor) => !isSame(factor, but)).map((factor) => way(proof, factor));
}

function way(proof: Proof, factor: SignInFactor): Action {
  const { texts, environment } = proof.account;
  return { name: factor.strategy.replaceAll('_', '-'), label: labelOf(texts, environment, factor), run: () => begin(proof, factor) };
}

function choose(proof: Proof): Screen {
  const { account, factors } = proof;
  const { texts } = account;
  return {
    name: 'reverify-choice',
    title: texts.confirmIdentity,
    lead: factors.length > 0 ? texts.confirmIdentityWhy : texts.noProof,
    fields: [],
    providers: factors.map((factor) => way(proof, factor)),
    actions: [cancelling(account)],
  };
}

/** Leaves everything as it is. */
export function cancelling({ texts }: Account): Action {
  return leadingTo('cancel', texts.cancel, () => undefined);
}
