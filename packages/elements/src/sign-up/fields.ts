import type { Environment, SignUpParams } from '@nightdesk/chrome-extension/types';
import { identifiersOf } from '../environment';
import { newPassword } from '../password';
import type { Field, Values } from '../screen';
import type { Texts } from '../texts/texts';

/** In the order in which people are asked. */
const ORDER = ['first_name', 'last_name', 'username', 'email_address', 'phone_number', 'password', 'legal_accepted'] as const;

type Name = (typeof ORDER)[number];

const PARAMS: Record<Name, keyof SignUpParams> = {
  first_name: 'firstName',
  last_name: 'lastName',
  username: 'username',
  email_address: 'emailAddress',
  phone_number: 'phoneNumber',
  password: 'password',
  legal_accepted: 'legalAccepted',
};

/** What an instance has to know of somebody new. What it only may know has its place in the profile. */
export function fieldsOf(environment: Environment, texts: Texts): Field[] {
  const { attributes, sign_up: signUp } = environment.user_settings;
  const identifiers = identifiersOf(environment);
  // Where each identifier is a choice, somebody still has to have one.
  const chosen = identifiers.some((name) => attributes[name]?.required) ? undefined : identifiers[0];
  const isAsked = (name: Name) => (name === 'legal_accepted' ? signUp.legal_consent_enabled : attributes[name]?.required || name === chosen);
  return ORDER.filter(isAsked).map((name) => fieldOf(name, environment, texts));
}

/** The fields that are missing yet, by the names that the server gives them. */
export function missingFields(missing: readonly string[], environment: Environment, texts: Texts): Field[] {
  return ORDER.filter((name) => missing.includes(name)).map((name) => fieldOf(name, environment, texts));
}

function fieldOf(name: Name, environment: Environment, texts: Texts): Field {
  switch (name) {
    case 'first_name':
      return { name, kind: 'text', label: texts.firstName, autocomplete: 'given-name' };
    case 'last_name':
      return { name, kind: 'text', label: texts.lastName, autocomplete: 'family-name' };
    case 'username':
      return { name, kind: 'text', label: texts.identifiers.username, autocomplete: 'username' };
    case 'email_address':
      return { name, kind: 'email', label: texts.identifiers.email_address, autocomplete: 'email' };
    case 'phone_number':
      return { name, kind: 'tel', label: texts.identifiers.phone_number, autocomplete: 'tel' };
    case 'password':
      return newPassword(environment, texts, { label: texts.password });
    case 'legal_accepted': {
      const { terms_url: terms, privacy_policy_url: privacy } = environment.display_config;
      const links = [
        { label: texts.terms, href: terms },
        { label: texts.privacy, href: privacy },
      ].filter((link): link is { label: string; href: string } => !!link.href);
      return { name, kind: 'checkbox', label: texts.agree, links };
    }
  }
}

/** What was typed as parameters; what was left empty is left out. */
export function paramsOf(values: Values): SignUpParams {
  const filled = ORDER.filter((name) => values[name]);
  return Object.fromEntries(filled.map((name) => [PARAMS[name], name === 'legal_accepted' ? true : values[name]]));
}
