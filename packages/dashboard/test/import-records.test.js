import { describe, expect, it } from 'vitest';

import { parseCsv } from '../src/csv.js';
import { readRecords } from '../src/import-records.js';

describe('a CSV file', () => {
  it('has fields with commas, quotes and line ends, by either line end', () => {
    expect(parseCsv('a,b\r\n"x, ""y""\nz",\r\n\r\n1,2')).toEqual([
      ['a', 'b'],
      ['x, "y"\nz', ''],
      ['1', '2'],
    ]);
  });

  it('may begin with a byte order mark and end with a line end', () => {
    expect(parseCsv('\ufeffa\n1\n')).toEqual([['a'], ['1']]);
  });

  it('is refused where a quote does not end', () => {
    expect(() => parseCsv('a\n"1')).toThrow('quote');
  });
});

describe('records', () => {
  it('are read from CSV, with the columns that other systems export', () => {
    const csv = 'id,first_name,primary_email_address,verified_email_addresses,password_digest,password_hasher,totp_secret\nuser_1,Ada,ada@example.com,ada@example.com|a@example.org,$2b$x,bcrypt,\n';
    expect(readRecords(csv)).toEqual({
      records: [
        {
          external_id: 'user_1',
          first_name: 'Ada',
          email_address: ['ada@example.com', 'a@example.org'],
          password_digest: '$2b$x',
          password_hasher: 'bcrypt',
        },
      ],
      ignored: ['totp_secret'],
    });
  });

  it('are read from JSON, and keep what is no text', () => {
    const json = JSON.stringify([{ email_address: ['a@example.com'], public_metadata: { plan: 'pro' }, banned: true }]);
    expect(readRecords(json).records).toEqual([{ email_address: ['a@example.com'], public_metadata: { plan: 'pro' }, banned: true }]);
  });

  it('hold metadata and switches that CSV has as texts', () => {
    const csv = 'email,public_metadata,banned\n a@example.com,"{""plan"": ""pro""}",true\nb@example.com,{odd,false\n';
    expect(readRecords(csv).records).toEqual([
      { email_address: ['a@example.com'], public_metadata: { plan: 'pro' }, banned: true },
      { email_address: ['b@example.com'], public_metadata: '{odd', banned: false },
    ]);
  });

  it('keep the blanks within a phone number', () => {
    expect(readRecords('phone\n+1 212 555 0123\n').records).toEqual([{ phone_number: ['+1 212 555 0123'] }]);
  });

  it('are none in a file without a column that is known, which is told which those are', () => {
    expect(() => readRecords('%PDF-1.4\nobject\n')).toThrow('email_address, phone_number');
    expect(() => readRecords('[{"mail": "a@example.com"}]')).toThrow('email_address');
    expect(readRecords('mail,username\na@example.com,ada_l\n').ignored).toEqual(['mail']);
  });

  it.each(['', 'email\n', '{"a": 1}', '[1]', '[{]'])('are refused in %j', (text) => {
    expect(() => readRecords(text)).toThrow();
  });
});
