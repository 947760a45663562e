import type { User } from '@nightdesk/chrome-extension/types';

/** What somebody is called: by name, else by what they sign in with. */
export function nameOf(user: User): string {
  return user.fullName || user.username || user.primaryEmailAddress?.emailAddress || user.primaryPhoneNumber?.phoneNumber || user.id;
}

/** Two letters for a name, one for an address. Of scripts without capitals, their first letters. */
export function initialsOf(name: string): string {
  const words = name.split('@')[0]?.split(/\s+/).filter(Boolean) ?? [];
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? Array.from(word)[0] : '') ?? '');
  return letters.join('').toUpperCase();
}
