import { create } from '../../elements/src/drawing/create';
import type { Texts } from '../../elements/src/texts/texts';
import type { WebClerk } from '../../elements/src/web/clerk';
import type { Message, PageTexts } from './texts';

/** A page, what is on it, and what it works with. */
export interface Page {
  name: string;
  /** What is wrong, so that there is nothing to do here; empty if nothing is. */
  problem: string;
  application: string;
  card: HTMLElement;
  clerk: WebClerk;
  /** Those of the elements. */
  texts: Texts;
  words: PageTexts;
}

/** How to go on: by an address, or by what a button does. */
interface Way {
  label: string;
  to: string | (() => void);
}

/** Shows a few sentences, and where to go on. Returns the heading, for the focus of who was busy with what is gone now. */
export function showMessage({ card, application }: Page, { title, lead }: Message, ...ways: Way[]): HTMLElement {
  document.title = `${title} · ${application}`;
  const heading = create('h1', { tabindex: '-1' }, title);
  card.replaceChildren(
    heading,
    create('p', { class: 'lead' }, lead),
    ...(ways.length > 0 ? [create('p', { class: 'links' }, ...ways.map(drawWay))] : []),
  );
  return heading;
}

function drawWay({ label, to }: Way): HTMLElement {
  if (typeof to === 'string') return create('a', { href: to, class: 'button' }, label);
  const button = create('button', { type: 'button', class: 'button' }, label);
  button.addEventListener('click', to);
  return button;
}
