/** The profile as a custom element; in a file of its own, since few pages have it. */
import { defineUserProfile } from './user-profile/define';

defineUserProfile();

export { UserProfileElement } from './user-profile/element';
