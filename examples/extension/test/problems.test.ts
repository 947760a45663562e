import { describe, expect, it } from 'vitest';

import { describe as textOf } from '../src/shared/problems.ts';

describe('the text of a problem', () => {
  it("is the API's, in full if it has more to say", () => {
    const refused = (...errors: object[]) => Object.assign(new Error('refused'), { status: 422, errors });
    expect(textOf(refused({ code: 'form_code_incorrect', message: 'Wrong.' }, { code: 'x', message: 'Other.' }))).toBe('Wrong.');
    expect(textOf(refused({ code: 'form_code_incorrect', message: 'Wrong.', longMessage: 'The code is wrong.' }))).toBe('The code is wrong.');
  });

  it('names a server out of reach in plain words, without its address', () => {
    const error = Object.assign(new Error('Network error at https://auth.example.com'), { code: 'network_error' });
    expect(textOf(error)).toMatch(/^The server cannot be reached/);
  });

  it('leaves out the code that client errors repeat for logs', () => {
    const error = Object.assign(new Error('The key is cut short. (code="publishable_key_invalid")'), { code: 'x' });
    expect(textOf(error)).toBe('The key is cut short.');
  });

  it('is there for anything that can be thrown', () => {
    for (const thrown of [undefined, null, 'text', {}, new Error('')]) {
      expect(textOf(thrown)).toBe('Something went wrong. Try again.');
    }
  });
});
