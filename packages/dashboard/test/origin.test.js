import { describe, expect, it } from 'vitest';

import { checkOrigin } from '../src/origin.js';

const EXTENSION = 'chrome-extension://afgmcokapbekdjonmmonppdlhblphhki';

describe('an allowed origin', () => {
  it.each([
    [EXTENSION, EXTENSION],
    [`  ${EXTENSION}/ `, EXTENSION],
    ['https://App.Example.com', 'https://app.example.com'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['https://app.example.com:443', 'https://app.example.com'],
    ['moz-extension://*', 'moz-extension://*'],
  ])('%s is kept as %s', (typed, origin) => {
    expect(checkOrigin(typed, [])).toEqual({ origin });
  });

  it.each([
    ['', 'Enter'],
    ['app.example.com', 'scheme'],
    ['https://*.example.com', 'wildcard'],
    ['https://app.example.com/path', 'Without path'],
    ['https://user@app.example.com', 'Without path'],
    ['ftp://example.com', 'Origins of web pages'],
    ['chrome-extension://short', '32 letters'],
    ['afgmcokapbekdjonmmonppdlhblphhki', 'chrome-extension://afgm'],
  ])('%s is refused with the remedy', (typed, remedy) => {
    expect(checkOrigin(typed, [])).toEqual({ problem: expect.stringContaining(remedy) });
  });

  it('is not listed twice', () => {
    expect(checkOrigin('https://a.example.com/', ['https://a.example.com'])).toHaveProperty('problem');
  });
});
