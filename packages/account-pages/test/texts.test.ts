import { expect, it } from 'vitest';
import { textsOfPage } from '../src/texts';

it('says the same in each language', () => {
  const shape = (value: unknown): unknown => (value !== null && typeof value === 'object' ? Object.entries(value).map(([key, inner]) => [key, shape(inner)]) : typeof value);
  const english = textsOfPage(['en']).page;
  for (const language of ['de', 'ar']) {
    const { page, language: found } = textsOfPage([`${language}-XX`]);
    expect(found).toBe(language);
    expect(shape(page)).toEqual(shape(english));
    expect(page.account).not.toBe(english.account);
  }
});
