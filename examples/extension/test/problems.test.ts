import { describe, expect, it } from 'vitest';

import { codeOf, problemsOf } from '../src/shared/problems.ts';

const apiError = (...errors: object[]) => Object.assign(new Error('refused'), { status: 422, errors });

describe('problems of a form', () => {
  it('stand beside the field whose parameter the API names', () => {
    const error = apiError(
      { code: 'form_param_format_invalid', message: 'short', longMessage: 'Not an address.', meta: { paramName: 'email_address' } },
      { code: 'form_password_length_too_short', message: 'Too short.', meta: { paramName: 'password' } },
    );
    expect(problemsOf(error, ['email', 'password'])).toEqual({
      fields: { email: 'Not an address.', password: 'Too short.' },
    });
  });

  it('stand above the form when it has no such field', () => {
    const error = apiError({ code: 'form_code_incorrect', message: 'Wrong.', meta: { paramName: 'code' } });
    expect(problemsOf(error, ['email'])).toEqual({ fields: {}, form: 'Wrong.' });
  });

  it('name a server out of reach in plain words, without its address', () => {
    const error = Object.assign(new Error('Network error at https://auth.example.com'), { code: 'network_error' });
    expect(problemsOf(error, ['email']).form).toMatch(/^The server cannot be reached/);
    expect(codeOf(error)).toBe('network_error');
  });

  it('leave out the code that client errors repeat for logs', () => {
    const error = Object.assign(new Error('The key is cut short. (code="publishable_key_invalid")'), { code: 'x' });
    expect(problemsOf(error, []).form).toBe('The key is cut short.');
  });

  it('have a text for anything that can be thrown', () => {
    for (const thrown of [undefined, null, 'text', {}, new Error('')]) {
      expect(problemsOf(thrown, []).form).toBe('Something went wrong. Try again.');
    }
  });
});
