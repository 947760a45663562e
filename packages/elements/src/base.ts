import type { Clerk } from '@nightdesk/chrome-extension/types';
import { create } from './drawing/create';
import { styles } from './drawing/styles';
import { textsFor } from './texts';
import type { Texts } from './texts/texts';

/** There is none in a worker or on a server, where nothing is drawn but files are loaded all the same. */
const Base = (globalThis as Partial<typeof globalThis>).HTMLElement ?? (class {} as typeof HTMLElement);

/** What all our elements are: they have a client, speak a language, and begin anew when either changes. */
export abstract class ClientElement extends Base {
  static readonly observedAttributes = ['lang'];
  protected readonly content = create('div', { part: 'content' });
  /** For screen readers: what has just happened. */
  protected readonly status = create('p', { role: 'status', class: 'unseen' });
  #client: Clerk | undefined;
  #beginning = new AbortController();

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(this.content, this.status);
  }

  /** The client to work with. It need not be loaded. */
  get client(): Clerk | undefined {
    return this.#client;
  }

  set client(client: Clerk | undefined) {
    if (client === this.#client) return;
    this.#client = client;
    this.restart();
  }

  connectedCallback(): void {
    this.restart();
  }

  disconnectedCallback(): void {
    this.#beginning.abort();
  }

  attributeChangedCallback(): void {
    this.restart();
  }

  /** Shows what there is to show; whatever it starts ends with the signal. */
  protected abstract begin(client: Clerk, texts: Texts, signal: AbortSignal): void | Promise<void>;

  /** Ends what was begun, and begins anew if there is a client and a page. */
  protected restart(): void {
    this.#beginning.abort();
    this.#beginning = new AbortController();
    if (!this.#client || !this.isConnected) return;
    const { language, texts } = textsFor(this.#languages());
    this.content.lang = language;
    this.content.dir = texts.direction;
    void this.begin(this.#client, texts, this.#beginning.signal);
  }

  /** Fires an event of ours; says whether the element goes on with what it usually does then. */
  protected tell(what: string, detail: object = {}): boolean {
    return this.dispatchEvent(new CustomEvent(`nightdesk-${what}`, { bubbles: true, composed: true, cancelable: true, detail }));
  }

  #languages(): string[] {
    const own = this.getAttribute('lang') || this.closest('[lang]')?.getAttribute('lang');
    return own ? [own] : [...navigator.languages];
  }
}
