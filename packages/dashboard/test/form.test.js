// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';

import { ApiError } from '../src/api.js';
import { form, parseObject } from '../src/form.js';

afterEach(() => document.body.replaceChildren());

/**
 * Shows a form, and notes what it saves of what was changed.
 *
 * @param {import('../src/form.js').Field[]} fields
 * @param {(values: Record<string, any>) => Promise<unknown>} [save]
 */
function shown(fields, save = async () => undefined) {
  /** @type {object[]} */
  const saves = [];
  const element = form({
    fields,
    action: 'Save',
    async save(values, changed) {
      await save(values);
      saves.push(changed);
    },
  });
  document.body.append(element);
  /** @param {string} name */
  const control = (name) => /** @type {HTMLInputElement} */ (element.querySelector(`[name="${name}"]`));
  return {
    element,
    saves,
    /** @param {string} name @param {string} text */
    type(name, text) {
      control(name).value = text;
      control(name).dispatchEvent(new Event('input', { bubbles: true }));
    },
    /** @param {string} name */
    error: (name) => element.querySelector(`[data-testid="error-${name}"]`)?.textContent,
    async submit() {
      element.dispatchEvent(new Event('submit', { cancelable: true }));
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

describe('a form', () => {
  it('tells what was changed since it was shown or saved', async () => {
    const { element, saves, type, submit } = shown([
      { name: 'first_name', label: 'First name', value: null, nullable: true },
      { name: 'last_name', label: 'Last name', value: 'Byron', nullable: true },
    ]);
    type('last_name', 'Lovelace');
    expect(element.hasAttribute('data-changed')).toBe(true);
    await submit();
    expect(element.hasAttribute('data-changed')).toBe(false);
    type('first_name', 'Ada');
    await submit();
    type('last_name', '');
    await submit();
    expect(saves).toEqual([{ last_name: 'Lovelace' }, { first_name: 'Ada' }, { last_name: null }]);
  });

  it('has nothing changed once it is typed as it was', () => {
    const { element, type } = shown([{ name: 'name', label: 'Name', value: 'Ada' }]);
    type('name', 'Adam');
    type('name', 'Ada');
    expect(element.hasAttribute('data-changed')).toBe(false);
  });

  it('keeps for the next time what could not be saved', async () => {
    let refuses = true;
    const { element, saves, type, submit } = shown([{ name: 'name', label: 'Name', value: '' }], async () => {
      if (refuses) throw new Error('Not now.');
    });
    type('name', 'Ada');
    await submit();
    expect(element.hasAttribute('data-changed')).toBe(true);
    refuses = false;
    await submit();
    expect(saves).toEqual([{ name: 'Ada' }]);
  });
});

it.each([
  ['min_length: must be between 8 and 72.', 'min_length', 'Must be between 8 and 72.'],
  ['url must be included.', 'url', 'URL must be included.'],
  ['max_length: must not be less than min_length.', 'max_length', 'Must not be less than "Fewest characters".'],
  ['Line 2: user.first_name is not known.', 'url', 'Line 2: user.first_name is not known.'],
])('says of "%s" at its field what people can read', async (message, name, said) => {
  const { error, submit } = shown(
    [
      { name: 'min_length', label: 'Fewest characters' },
      { name: 'max_length', label: 'Most characters' },
      { name: 'url', label: 'URL' },
    ],
    async () => {
      throw new ApiError(422, 'form_param_value_invalid', message, name);
    },
  );
  await submit();
  expect(error(name)).toBe(said);
});

it('says what is wrong with no field of its own', async () => {
  const { element, submit } = shown([{ name: 'username', label: 'Username' }], async () => {
    throw new ApiError(422, 'form_param_value_invalid', 'email_code: codes and links cannot both be off.', 'email_code');
  });
  await submit();
  expect(element.querySelector('.problem')?.textContent).toBe('Codes and links cannot both be off.');
});

describe('a JSON object', () => {
  it.each(['[1]', 'null', '{odd', '{"n": 9007199254740993}', '{"deep": [{"n": -9007199254740993}]}'])('is not %s', (text) => {
    expect(() => parseObject(text)).toThrow();
  });

  it('holds whole numbers as far as they are exact', () => {
    expect(parseObject('{"n": 9007199254740991, "half": 0.5}')).toEqual({ n: Number.MAX_SAFE_INTEGER, half: 0.5 });
  });
});
