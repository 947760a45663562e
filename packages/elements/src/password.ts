import type { Environment } from '@nightdesk/chrome-extension/types';
import type { Field } from './screen';
import type { Texts } from './texts/texts';

type Settings = Environment['user_settings']['password_settings'];

/** What a new password lacks by the rules of the instance, in words. How easy it is to guess, only the server can tell. */
export function lacking(password: string, settings: Settings, texts: Texts): string[] {
  const { allowed_special_characters: special = '' } = settings;
  const length = Array.from(password).length;
  const parts = texts.passwordParts;
  const rules: [required: boolean | undefined, met: boolean, text: string][] = [
    [true, length >= settings.min_length, parts.length(settings.min_length)],
    [settings.require_lowercase, /\p{Lowercase}/u.test(password), parts.lowercase],
    [settings.require_uppercase, /\p{Uppercase}/u.test(password), parts.uppercase],
    [settings.require_numbers, /\p{N}/u.test(password), parts.number],
    [settings.require_special_char, Array.from(password).some((character) => special.includes(character)), parts.special],
  ];
  return rules.filter(([required, met]) => required && !met).map(([, , text]) => text);
}

/** The field for a new password, which says what the password lacks yet. */
export function newPassword(environment: Environment, texts: Texts, { name = 'password', label = texts.newPassword } = {}): Field {
  const settings = environment.user_settings.password_settings;
  const hint = (password: string) => {
    const parts = lacking(password, settings, texts);
    if (parts.length > 0) return texts.passwordNeeds(parts);
    return settings.show_zxcvbn ? texts.passwordNotGuessed : texts.passwordMeets;
  };
  return { name, kind: 'password', label, autocomplete: 'new-password', hint };
}
