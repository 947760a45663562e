import type { Account } from './account';

/** A day and a time as people write them. */
export function dateOf({ language }: Account, date: Date): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}
