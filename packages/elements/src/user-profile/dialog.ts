import type { Clerk } from '@nightdesk/chrome-extension/types';
import { create, icon } from '../drawing/create';
import type { Texts } from '../texts/texts';
import { defineUserProfile } from './define';

export interface DialogOptions {
  client: Clerk;
  texts: Texts;
  /** Of the profile inside. */
  lang: string;
  theme: string | undefined;
  /** Called once it is closed. */
  closed(): void;
}

/** Shows the profile in front of the page, until it is closed or nobody is signed in any more. */
export function openProfile(place: ShadowRoot, { client, texts, lang, theme, closed }: DialogOptions): void {
  defineUserProfile();
  const profile = Object.assign(document.createElement('nightdesk-user-profile'), { client });
  profile.lang = lang;
  if (theme !== undefined) profile.setAttribute('theme', theme);
  const button = create('button', { type: 'button', part: 'close', class: 'close', 'aria-label': texts.close }, icon('M6 6l12 12M18 6L6 18'));
  const dialog = create('dialog', { part: 'dialog', class: 'dialog', 'aria-label': texts.manageAccount, dir: texts.direction }, button, profile);
  const end = client.addListener(({ user }) => {
    if (!user) dialog.close();
  });
  button.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => {
    // What is behind it counts as the dialog itself.
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => {
    end();
    dialog.remove();
    closed();
  });
  place.append(dialog);
  dialog.showModal();
}
