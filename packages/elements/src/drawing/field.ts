import type { Field } from '../screen';
import type { Texts } from '../texts/texts';
import { CODE_LENGTH, digitsOf } from './code';
import { create, icon, set } from './create';

/** A field on the page. */
export interface DrawnField {
  element: HTMLElement;
  input: HTMLInputElement;
  value(): string;
  /** Says what is wrong with it, or takes that back. */
  complain(problem: string | undefined): void;
}

/** `onCode` is called when a code is complete. */
export function drawField(field: Field, texts: Texts, onCode: () => void): DrawnField {
  const { name, kind, label, value = '', autocomplete, hint, optional } = field;
  const input = create('input', {
    id: name,
    name,
    part: `input input-${name}`,
    type: kind === 'code' || kind === 'hidden' ? 'text' : kind,
    autocomplete,
    'aria-describedby': `${name}-note`,
    ...(kind !== 'checkbox' && { spellcheck: 'false', autocapitalize: kind === 'text' && /name$/.test(autocomplete ?? '') && autocomplete !== 'username' ? 'words' : 'none' }),
    ...(kind === 'code' && { inputmode: 'numeric', maxlength: '64', class: 'code', dir: 'ltr' }),
    ...((kind === 'email' || kind === 'tel') && { dir: 'ltr' }),
    ...(!optional && { 'aria-required': 'true' }),
  });
  if (kind === 'hidden') {
    // Tells password managers whose password it is; nobody else needs it.
    set(input, 'readonly', true);
    set(input, 'tabindex', '-1');
    set(input, 'aria-hidden', 'true');
    input.removeAttribute('aria-describedby');
  }
  if (kind === 'checkbox') input.checked = value === 'true';
  else input.value = value;
  if (kind === 'code') {
    input.addEventListener('input', () => {
      input.value = digitsOf(input.value);
      if (input.value.length === CODE_LENGTH) onCode();
    });
  }
  const note = create('p', { id: `${name}-note`, part: 'note', class: 'note' });
  const complain = (problem: string | undefined) => {
    set(input, 'aria-invalid', problem === undefined ? undefined : 'true');
    note.classList.toggle('problem', problem !== undefined);
    note.textContent = problem ?? (typeof hint === 'function' ? hint(input.value) : hint) ?? '';
  };
  complain(undefined);
  if (typeof hint === 'function') input.addEventListener('input', () => complain(undefined));
  const named = create('label', { for: name, part: 'label' }, label, optional && kind !== 'checkbox' ? create('span', { class: 'optional' }, texts.optional) : undefined);
  const element =
    kind === 'hidden'
      ? create('div', { class: 'unseen' }, input)
      : kind === 'checkbox'
        ? create('div', { part: 'field', class: 'field' }, create('div', { class: 'check' }, input, named), ...links(field), note)
        : create('div', { part: 'field', class: 'field' }, named, create('div', { class: 'box' }, input, kind === 'password' ? eye(input, texts) : undefined), note);
  return { element, input, value: () => (kind === 'checkbox' ? (input.checked ? 'true' : '') : kind === 'password' ? input.value : input.value.trim()), complain };
}

/** Shows what is typed, and hides it again. */
function eye(input: HTMLInputElement, texts: Texts): HTMLButtonElement {
  const button = create('button', { type: 'button', part: 'reveal', class: 'reveal' }, icon('M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12zM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0'));
  const say = () => {
    const shown = input.type === 'text';
    set(button, 'aria-label', shown ? texts.hidePassword : texts.showPassword);
    set(button, 'aria-pressed', String(shown));
    button.classList.toggle('shown', shown);
  };
  button.addEventListener('click', () => {
    input.type = input.type === 'text' ? 'password' : 'text';
    say();
    input.focus();
  });
  say();
  return button;
}

function links({ links: given = [] }: Field): HTMLElement[] {
  if (given.length === 0) return [];
  const anchors = given.map(({ label, href }) => create('a', { href, target: '_blank', rel: 'noopener noreferrer', part: 'link' }, label));
  return [create('p', { class: 'links' }, ...anchors)];
}
