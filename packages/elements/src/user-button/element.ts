import type { Clerk, Session, User } from '@nightdesk/chrome-extension/types';
import { ClientElement } from '../base';
import { avatar } from '../drawing/avatar';
import { create, set } from '../drawing/create';
import { nameOf } from '../person';
import { textOf } from '../problems';
import type { Texts } from '../texts/texts';

interface Item {
  name: string;
  label: string;
  /** The person whom it is about, who is shown in its place. */
  user?: User;
  run(): unknown;
}

/**
 * Who is signed in, and what they can do about it: switch to another account, sign out. Shows nothing while nobody is
 * signed in. Attributes: `theme`, `lang`, `user-profile-url`, `sign-in-url` (for another account).
 *
 * Fires `nightdesk-manage-account`, which can be cancelled, before it goes to the profile, or shows it in a dialog if it has
 * no address to go to.
 */
export class UserButtonElement extends ClientElement {
  #close: () => void = () => undefined;
  /** What is shown, as a text: a token that is renewed must not close an open menu. */
  #shown = '';

  protected override async begin(client: Clerk, texts: Texts, signal: AbortSignal): Promise<void> {
    const end = client.addListener(() => this.#show(client, texts, signal), { skipInitialEmit: true });
    signal.addEventListener('abort', end);
    this.#shown = '';
    this.#show(client, texts, signal);
    // Whoever made the client hears of trouble by its status; here there is nobody to show.
    if (!client.loaded) await client.load().catch(() => undefined);
    this.#show(client, texts, signal);
  }

  #show(client: Clerk, texts: Texts, signal: AbortSignal): void {
    if (signal.aborted) return;
    const { user } = client;
    const people = [user, ...(client.client?.sessions ?? []).map((session) => session.user)];
    const shown = JSON.stringify([client.session?.id, ...people.map((each) => each && [nameOf(each), each.hasImage && each.imageUrl])]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const hadFocus = this.#hasFocus(this.content);
    this.#close();
    if (!user) {
      this.content.replaceChildren();
      return;
    }
    const trigger = create('button', { type: 'button', part: 'trigger', class: 'trigger', 'aria-label': texts.accountOf(nameOf(user)), 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': 'menu' }, avatar(user));
    const message = create('p', { part: 'problem', class: 'message', role: 'alert', hidden: true });
    const items = this.#items(client, texts).map((item) => this.#drawn(item, texts, message));
    const menu = create('div', { id: 'menu', role: 'menu', 'aria-label': texts.account, class: 'menu' }, ...items);
    const panel = create('div', { part: 'panel', class: 'panel', hidden: true }, person(user), menu, message);
    this.content.replaceChildren(create('div', { class: 'anchor' }, trigger, panel));
    this.#open(trigger, panel, items);
    if (hadFocus) trigger.focus();
  }

  #items(client: Clerk, texts: Texts): Item[] {
    const others = (client.client?.sessions ?? []).filter((session): session is Session & { user: User } => session.id !== client.session?.id && session.status === 'active' && !!session.user);
    const addUrl = this.getAttribute('sign-in-url');
    return [
      ...others.map((session) => ({ name: 'switch', label: texts.switchTo(nameOf(session.user)), user: session.user, run: () => client.setActive({ session: session.id }) })),
      { name: 'manage-account', label: texts.manageAccount, run: () => this.#manage(client, texts) },
      ...(addUrl ? [{ name: 'add-account', label: texts.addAccount, run: () => location.assign(addUrl) }] : []),
      { name: 'sign-out', label: texts.signOut, run: () => client.signOut(others.length > 0 && client.session ? { sessionId: client.session.id } : {}) },
      ...(others.length > 0 ? [{ name: 'sign-out-all', label: texts.signOutOfAll, run: () => client.signOut() }] : []),
    ];
  }

  /** To where the page has the profile, else the profile comes here. Its code is loaded only then. */
  async #manage(client: Clerk, texts: Texts): Promise<void> {
    if (!this.tell('manage-account')) return;
    const url = this.getAttribute('user-profile-url');
    if (url) {
      location.assign(url);
      return;
    }
    const { openProfile } = await import('../user-profile/dialog');
    const closed = () => this.content.querySelector<HTMLElement>('.trigger')?.focus();
    if (this.shadowRoot) openProfile(this.shadowRoot, { client, texts, lang: this.content.lang, theme: this.getAttribute('theme') ?? undefined, closed });
  }

  #drawn({ name, label, user, run }: Item, texts: Texts, message: HTMLElement): HTMLButtonElement {
    const shown = user ? [avatar(user), create('span', { class: 'item-name' }, nameOf(user))] : [create('span', {}, label)];
    const button = create('button', { type: 'button', role: 'menuitem', tabindex: '-1', part: `item action-${name}`, class: 'item', 'aria-label': user && label }, ...shown);
    button.addEventListener('click', () => {
      message.hidden = true;
      void Promise.resolve()
        .then(run)
        .then(
          () => this.#close(),
          (error: unknown) => {
            message.hidden = false;
            message.textContent = textOf(error, texts);
          },
        );
    });
    return button;
  }

  #hasFocus(part: HTMLElement): boolean {
    return part.contains(this.shadowRoot?.activeElement ?? null);
  }

  /** Opens and closes as menus do: by a press and the arrow keys; by Escape and Tab, or when the focus goes elsewhere. */
  #open(trigger: HTMLButtonElement, panel: HTMLElement, items: HTMLButtonElement[]): void {
    const show = (shown: boolean) => {
      panel.hidden = !shown;
      set(trigger, 'aria-expanded', String(shown));
    };
    this.#close = () => {
      if (this.#hasFocus(panel)) trigger.focus();
      show(false);
    };
    const focus = (at: number) => items[(at + items.length) % items.length]?.focus();
    trigger.addEventListener('click', () => {
      show(panel.hidden);
      if (!panel.hidden) focus(0);
    });
    const anchor = trigger.parentElement;
    anchor?.addEventListener('focusout', ({ relatedTarget }) => {
      if (!anchor.contains(relatedTarget as Node | null)) show(false);
    });
    anchor?.addEventListener('keydown', (event) => {
      const at = items.indexOf(event.target as HTMLButtonElement);
      const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? items.length - 1 : at - 1, Home: 0, End: items.length - 1 }[event.key];
      if (event.key === 'Tab') {
        // On from the button, with nothing open behind.
        this.#close();
        return;
      }
      if (event.key === 'Escape' && !panel.hidden) this.#close();
      else if (to !== undefined) {
        show(true);
        focus(to);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
}

function person(user: User): HTMLElement {
  const address = user.primaryEmailAddress?.emailAddress ?? user.primaryPhoneNumber?.phoneNumber;
  const name = nameOf(user);
  return create(
    'div',
    { part: 'person', class: 'person' },
    avatar(user),
    create('div', {}, create('p', { class: 'name' }, name), address && address !== name ? create('p', { class: 'lead' }, address) : undefined),
  );
}
