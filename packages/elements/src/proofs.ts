import type { Environment, SignInFactor } from '@nightdesk/chrome-extension/types';
import { providersOf } from './environment';
import type { Field } from './screen';
import { isLink, resetsPassword } from './sign-in/stand';
import type { Texts } from './texts/texts';

/** The field that takes the proof of a factor. */
export function proofOf(texts: Texts, strategy: string): Field {
  if (strategy === 'password') return { name: 'password', kind: 'password', label: texts.password, autocomplete: 'current-password' };
  if (strategy === 'backup_code') return { name: 'code', kind: 'text', label: texts.backupCode, autocomplete: 'off' };
  return { name: 'code', kind: 'code', label: texts.code, autocomplete: 'one-time-code' };
}

/** Whether two are the same: a factor is made anew with every answer of the server. */
export function isSame(one: SignInFactor, other: SignInFactor): boolean {
  const id = (factor: SignInFactor) => ('emailAddressId' in factor ? factor.emailAddressId : 'phoneNumberId' in factor ? factor.phoneNumberId : undefined);
  return one.strategy === other.strategy && id(one) === id(other);
}

/** What the button for a factor says. */
export function labelOf(texts: Texts, environment: Environment, factor: SignInFactor): string {
  const { strategy } = factor;
  if ('safeIdentifier' in factor) {
    const send = resetsPassword(strategy) ? texts.resetBy : isLink(strategy) ? texts.sendLink : texts.sendCode;
    return send(factor.safeIdentifier);
  }
  switch (strategy) {
    case 'password':
      return texts.usePassword;
    case 'passkey':
      return texts.usePasskey;
    case 'totp':
      return texts.useTotp;
    case 'backup_code':
      return texts.useBackupCode;
    case 'enterprise_sso':
      return texts.useCompany;
    default:
      return texts.useProvider(providersOf(environment).find((provider) => provider.strategy === strategy)?.name ?? strategy);
  }
}
