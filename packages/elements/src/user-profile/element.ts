import type { Clerk, Environment } from '@nightdesk/chrome-extension/types';
import { set } from '../drawing/create';
import type { Drawn } from '../drawing/draw';
import type { Screen } from '../screen';
import { ScreenElement } from '../screen-element';
import { profileTexts } from '../texts/profile';
import type { Texts } from '../texts/texts';
import { Account } from './account';
import { loadDevices } from './devices';
import { drawPage, type DrawnPage } from './drawing';
import { pagesOf } from './pages';
import type { Page, PageName, Part, Section } from './part';
import { profileStyles } from './styles';

/**
 * `<nightdesk-user-profile>`: what somebody has in their account, and all that they can change about it. Shows nothing while
 * nobody is signed in. Attributes: `theme`, `lang`, `page` (`profile` or `security`: which one is shown first).
 *
 * Fires `nightdesk-screen`, whose detail names the step, when another one is shown.
 */
export class UserProfileElement extends ScreenElement {
  #page: PageName = 'profile';
  #drawn: Drawn | undefined;
  #screen: Screen | undefined;
  #list: DrawnPage | undefined;
  /** What the list is made of, as a text, and each of its sections: a token that is renewed must not draw them anew. */
  #listed = '';
  #sections = new Map<string, string>();
  /** Where something is being changed, or was last, and the button that began it. */
  #section: string | undefined;
  #key = '';

  constructor() {
    super();
    this.shadowRoot?.adoptedStyleSheets.push(profileStyles());
  }

  protected override rests({ session, user }: Clerk): boolean {
    return session?.status !== 'active' || !user;
  }

  protected override start(client: Clerk, environment: Environment, texts: Texts, signal: AbortSignal): void {
    this.#drawn = this.#screen = this.#list = this.#section = undefined;
    this.#listed = this.#key = '';
    const { lang } = this.content;
    const { id } = client.user ?? {};
    const account: Account = new Account(client, environment, profileTexts(lang, texts), lang, () => this.#show(account, signal));
    const look = () => {
      if (account.busy) return;
      if (this.rests(client) || client.user?.id !== id) this.restart();
      // What is being typed stays as it is, whatever else happens to the account.
      else if (!this.#screen) this.#showList(account, signal);
    };
    signal.addEventListener('abort', client.addListener(look, { skipInitialEmit: true }));
    this.#turn(account, this.getAttribute('page') === 'security' ? 'security' : 'profile');
  }

  /** Shows another page, as things are then. */
  #turn(account: Account, page: PageName): void {
    this.#page = page;
    this.#section = undefined;
    account.devices = undefined;
    account.close();
    this.tell('screen', { screen: page });
  }

  #show(account: Account, signal: AbortSignal): void {
    if (signal.aborted) return;
    const { screen, busy, problems } = account;
    if (this.rests(account.clerk)) {
      if (!busy) this.restart();
      return;
    }
    if (screen !== this.#screen) this.#change(account, screen, signal);
    else if (!screen) this.#showList(account, signal);
    this.#drawn?.show(busy, problems);
    if (this.#list) set(this.#list.element, 'aria-busy', busy ? 'true' : undefined);
    this.status.textContent = account.notice;
  }

  /** Another step, or none any more. */
  #change(account: Account, screen: Screen | undefined, signal: AbortSignal): void {
    this.leave();
    this.#screen = screen;
    this.#drawn = undefined;
    this.#listed = '';
    this.#showList(account, signal);
    if (!screen) return;
    this.#drawn = this.present(account, screen, (element) => this.#place()?.form.replaceChildren(element), true, 'h3');
    // The focus alone brings no more than its field into view.
    this.#drawn.element.scrollIntoView({ block: 'nearest' });
  }

  /** Shows what there is, drawn anew if that has changed. */
  #showList(account: Account, signal: AbortSignal): void {
    const pages = pagesOf(account);
    const { sections } = pages.find(({ name }) => name === this.#page) ?? pages[0] ?? { sections: [] };
    const picture = account.user.hasImage && account.user.imageUrl;
    const texts = sections.map((section) => JSON.stringify([section, picture], (key, value: unknown) => (key === 'person' ? undefined : value)));
    const listed = JSON.stringify([this.#page, pages.map(({ title }) => title), sections.map(({ name }) => name)]);
    const isOther = listed !== this.#listed;
    const others = sections.filter(({ name }, at) => this.#sections.get(name) !== texts[at]);
    this.#listed = listed;
    this.#sections = new Map(sections.map(({ name }, at) => [name, texts[at] ?? '']));
    if (isOther || others.length > 0) this.#draw(account, pages, isOther ? undefined : others, signal);
    const place = this.#place();
    if (place) place.problem.textContent = (!this.#screen && account.problems.form) || '';
    if (this.#page !== 'security' || account.devices !== undefined || this.#screen || account.busy) return;
    void loadDevices(account).then(() => this.#show(account, signal));
  }

  /** Draws the list anew, or only these sections of it. */
  #draw(account: Account, pages: Page[], sections: Section[] | undefined, signal: AbortSignal): void {
    const focused = this.shadowRoot?.activeElement;
    if (sections) for (const section of sections) this.#list?.redraw(section);
    else this.#list = this.#drawAll(account, pages);
    if (focused && !focused.isConnected && !this.#screen && !signal.aborted) this.#focus(focused.getAttribute('data-key') ?? this.#key);
  }

  #drawAll(account: Account, pages: Page[]): DrawnPage {
    const list = drawPage(pages, this.#page, this.#screen && this.#section, account.texts, {
      turn: (page) => {
        if (!account.busy) this.#turn(account, page);
      },
      act: (section, part, key) => this.#act(account, section, part, key),
    });
    this.content.replaceChildren(list.element);
    return list;
  }

  /** Where something is being changed, on the page that is shown. */
  #place(): ReturnType<DrawnPage['place']> {
    return this.#section === undefined ? undefined : this.#list?.place(this.#section);
  }

  #act(account: Account, section: string, part: Part, key: string): void {
    if (account.busy) return;
    this.#section = section;
    this.#key = key;
    void account.act(part, {});
  }

  /** The button that was used last, else the heading of where it was. */
  #focus(key: string): void {
    const find = (each: string) => this.content.querySelector<HTMLElement>(`[data-key="${CSS.escape(each)}"]`);
    (find(key) ?? find(key.split('/')[0] ?? ''))?.focus();
  }
}
