import { describe, expect, test } from 'vitest';
import { textsFor } from '../src/texts';
import { en } from '../src/texts/en';
import { profileTexts } from '../src/texts/profile';
import { en as profileEn } from '../src/texts/profile/en';

describe.each(['de', 'ar'])('the catalogue %s', (language) => {
  const { texts } = textsFor([language]);

  test('says everything in its own words', () => {
    const same = Object.entries(texts).filter(([name, text]) => typeof text === 'string' && text === en[name as 'code']);
    expect(same.map(([name]) => name).filter((name) => name !== 'direction' && name !== 'code')).toEqual([]);
  });

  test('says everything of the profile in its own words, too', () => {
    const words = profileTexts(language, texts);
    const same = Object.entries(profileEn).filter(([name, text]) => typeof text === 'string' && text === words[name as 'edit']);
    // A word that is the same in both languages.
    expect(same.map(([name]) => name).filter((name) => name !== 'passkeys')).toEqual([]);
    expect(Object.keys(words.errors)).toEqual(expect.arrayContaining(Object.keys(profileEn.errors)));
  });

  test('has a text for each error that the English one has, where the server speaks English', () => {
    expect(Object.keys(texts.errors)).toEqual(expect.arrayContaining(Object.keys(en.errors)));
    expect(texts.errors).toHaveProperty('form_password_incorrect');
  });
});

test('the first language that there is a catalogue for is taken, else English', () => {
  expect(textsFor(['fr', 'de-AT', 'en']).language).toBe('de');
  expect(textsFor(['AR-EG']).texts.direction).toBe('rtl');
  expect(textsFor(['tlh']).language).toBe('en');
});
