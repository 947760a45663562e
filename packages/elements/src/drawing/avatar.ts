import type { User } from '@nightdesk/chrome-extension/types';
import { initialsOf, nameOf } from '../person';
import { create } from './create';

/** Their picture if they have one, else their initials: what the server draws for those who have none is not fetched. */
export function avatar(user: User): HTMLElement {
  if (user.hasImage) return create('img', { src: user.imageUrl, alt: '', part: 'avatar', class: 'avatar' });
  return create('span', { part: 'avatar', class: 'avatar', 'aria-hidden': 'true' }, initialsOf(nameOf(user)));
}
