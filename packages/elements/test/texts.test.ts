import { describe, expect, test } from 'vitest';
import { textsFor } from '../src/texts';
import { en } from '../src/texts/en';

describe.each(['de', 'ar'])('the catalogue %s', (language) => {
  const { texts } = textsFor([language]);

  test('says everything in its own words', () => {
    const same = Object.entries(texts).filter(([name, text]) => typeof text === 'string' && text === en[name as 'code']);
    expect(same.map(([name]) => name).filter((name) => name !== 'direction' && name !== 'code')).toEqual([]);
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
