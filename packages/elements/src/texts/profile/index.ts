import type { Texts } from '../texts';
import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import type { ProfileTexts, ProfileWords } from './texts';

const CATALOGUES: Record<string, ProfileWords> = { en, de, ar };

/** The profile's own texts on top of those of all elements, in their language. */
export function profileTexts(language: string, texts: Texts): ProfileTexts {
  const words = CATALOGUES[language] ?? en;
  return { ...texts, ...words, errors: { ...texts.errors, ...words.errors } };
}
