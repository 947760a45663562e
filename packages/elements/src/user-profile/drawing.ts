import { avatar } from '../drawing/avatar';
import { create } from '../drawing/create';
import type { ProfileTexts } from '../texts/profile/texts';
import type { Page, PageName, Part, Row, Section } from './part';

export interface Deeds {
  /** Another page is wanted. */
  turn(to: PageName): void;
  /** Something is to be done in a section; `key` finds the button again once all is drawn anew. */
  act(section: string, part: Part, key: string): void;
}

/** A page on the page. */
export interface DrawnPage {
  element: HTMLElement;
  /** Where a section's form goes, and what went wrong in it is said. */
  place(section: string): { form: HTMLElement; problem: HTMLElement } | undefined;
  /** Draws one section anew; the others stay as they are, under the hands of whoever presses something there. */
  redraw(section: Section): void;
}

/** Draws one of the pages, and the way to the others. `open` is the section in which something is being changed. */
export function drawPage(pages: Page[], shown: PageName, open: string | undefined, texts: ProfileTexts, deeds: Deeds): DrawnPage {
  const places = new Map<string, { form: HTMLElement; problem: HTMLElement }>();
  const page = pages.find(({ name }) => name === shown) ?? pages[0];
  const tabs = pages.map(({ name, title }) => {
    const tab = create('button', { type: 'button', part: `tab page-${name}`, class: 'tab', 'data-key': `page-${name}`, 'aria-current': name === page?.name ? 'page' : undefined }, title);
    tab.addEventListener('click', () => deeds.turn(name));
    return tab;
  });
  const drawn = new Map<string, HTMLElement>();
  const drawOne = (section: Section) => {
    const form = create('div', { class: 'form' });
    const problem = create('p', { part: 'problem', class: 'message', role: 'alert' });
    places.set(section.name, { form, problem });
    const element = drawSection(section, section.name === open, form, problem, deeds);
    drawn.set(section.name, element);
    return element;
  };
  const sections = (page?.sections ?? []).map(drawOne);
  const element = create(
    'div',
    { part: 'profile', class: open === undefined ? 'profile' : 'profile busy-with-one' },
    create('nav', { part: 'tabs', class: 'tabs', 'aria-label': texts.account }, ...tabs),
    create('div', { part: `page ${page?.name ?? ''}`, class: 'page' }, create('h1', { part: 'title', class: 'title' }, page?.title), ...sections),
  );
  return { element, place: (section) => places.get(section), redraw: (section) => drawn.get(section.name)?.replaceWith(drawOne(section)) };
}

function drawSection(section: Section, open: boolean, form: HTMLElement, problem: HTMLElement, deeds: Deeds): HTMLElement {
  const { name, title, rows, actions } = section;
  const id = `section-${name}`;
  const act = (part: Part, key: string, about?: string) => drawPart(part, key, about, (chosen) => deeds.act(name, chosen, key));
  const drawn = rows.map((row) => drawRow(row, (part) => act(part, `${name}/${row.id}/${part.name}`, row.title)));
  const buttons = actions.map((part) => act(part, `${name}//${part.name}`));
  const heading = create('h2', { id, part: 'section-title', class: 'section-title', tabindex: '-1', 'data-key': name }, title);
  const content = create(
    'div',
    { class: 'section-content' },
    drawn.length > 0 ? create('ul', { part: 'rows', class: 'rows' }, ...drawn) : undefined,
    buttons.length > 0 ? create('div', { class: 'section-actions' }, ...buttons) : undefined,
    problem,
    form,
  );
  return create('section', { part: `section section-${name}`, class: open ? 'section open' : 'section', 'aria-labelledby': id }, heading, content);
}

function drawRow({ title, note, badges = [], person, actions }: Row, draw: (part: Part) => HTMLElement): HTMLElement {
  return create(
    'li',
    { part: 'row', class: 'row' },
    person ? avatar(person) : undefined,
    create(
      'div',
      { class: 'row-text' },
      create('p', { class: 'row-title' }, create('bdi', {}, title), ...badges.map((badge) => create('span', { part: 'badge', class: 'badge' }, badge))),
      note ? create('p', { part: 'note', class: 'row-note' }, create('bdi', {}, note)) : undefined,
    ),
    actions.length > 0 ? create('div', { class: 'row-actions' }, ...actions.map(draw)) : undefined,
  );
}

/** A button, whose name says what it is about where it stands beside it. */
function drawPart(part: Part, key: string, about: string | undefined, act: (part: Part) => void): HTMLElement {
  const { name, label, danger, file } = part;
  const look = danger ? 'quiet grave' : 'quiet';
  const button = create('button', { type: 'button', part: `quiet action-${name}`, class: look, 'data-key': key, 'aria-label': about && `${label}: ${about}` }, create('span', {}, label));
  if (!file) {
    button.addEventListener('click', () => act(part));
    return button;
  }
  const input = create('input', { type: 'file', accept: file.accept, part: `input-${name}`, hidden: true });
  input.addEventListener('change', () => {
    const [chosen] = input.files ?? [];
    if (chosen) act({ ...part, run: () => file.run(chosen) });
    input.value = '';
  });
  button.addEventListener('click', () => input.click());
  return create('span', {}, button, input);
}
