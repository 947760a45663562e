import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import type { Texts } from './texts';

const CATALOGUES: Record<string, Texts> = { en, de, ar };

/** The catalogue for the first of the languages that there is one for, and the language it is in. */
export function textsFor(languages: readonly string[]): { language: string; texts: Texts } {
  for (const tag of languages) {
    const language = tag.split('-')[0]?.toLowerCase() ?? '';
    const texts = CATALOGUES[language];
    if (texts) return { language, texts };
  }
  return { language: 'en', texts: en };
}
