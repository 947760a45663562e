import type { Problems } from '../problems';
import type { Action, Screen, Values } from '../screen';
import type { Texts } from '../texts/texts';
import { create, set } from './create';
import { drawField, type DrawnField } from './field';

export interface Deeds {
  submit(values: Values): void;
  act(action: Action, values: Values): void;
}

/** A screen on the page. What changes while it is there is changed in it, so that nothing moves or loses the focus. */
export interface Drawn {
  element: HTMLElement;
  show(busy: boolean, problems: Problems): void;
  focus(): void;
  values(): Values;
}

/** Draws a screen; what ticks in it ends with the signal. `heading` is how deep in the page it is. */
export function draw(screen: Screen, texts: Texts, deeds: Deeds, signal: AbortSignal, heading: 'h1' | 'h3' = 'h1'): Drawn {
  const fields = new Map<string, DrawnField>();
  const values = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value()]));
  const submit = () => deeds.submit(values());
  for (const field of screen.fields) fields.set(field.name, drawField(field, texts, submit));
  const buttons: HTMLButtonElement[] = [];
  const act = (action: Action, look: string) => {
    const button = create('button', { type: 'button', part: `${look} action-${action.name}`, class: look }, create('span', {}, action.label));
    button.addEventListener('click', () => {
      if (button.ariaDisabled !== 'true') deeds.act(action, values());
    });
    if (action.notBefore) countDown(button, action, signal);
    buttons.push(button);
    return button;
  };
  const providers = (screen.providers ?? []).map((action) => act(action, 'secondary'));
  const main = screen.submit && create('button', { type: 'submit', part: 'primary submit', class: screen.submit.danger ? 'primary danger' : 'primary' }, create('span', {}, screen.submit.label));
  const message = create('p', { part: 'problem', class: 'message', role: 'alert' });
  const form = create(
    'form',
    { part: `form ${screen.name}`, 'aria-labelledby': 'title' },
    create(heading, { id: 'title', part: 'title', class: 'title' }, screen.title),
    screen.lead ? create('p', { part: 'lead', class: 'lead' }, screen.lead) : undefined,
    screen.more?.(),
    screen.secret === undefined ? undefined : secretOf(screen.secret),
    providers.length > 0 ? create('div', { part: 'providers', class: 'providers' }, ...providers) : undefined,
    providers.length > 0 && fields.size > 0 ? create('p', { part: 'divider', class: 'divider' }, create('span', {}, texts.or)) : undefined,
    ...[...fields.values()].map(({ element }) => element),
    main,
    message,
    screen.actions.length > 0 ? create('div', { part: 'actions', class: 'actions' }, ...screen.actions.map((action) => act(action, 'quiet'))) : undefined,
  );
  form.noValidate = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  return {
    element: form,
    values,
    show(busy, problems) {
      set(form, 'aria-busy', busy ? 'true' : undefined);
      if (main) set(main, 'aria-disabled', busy ? 'true' : undefined);
      for (const [name, field] of fields) field.complain(problems.fields[name]);
      if (message.textContent !== (problems.form ?? '')) message.textContent = problems.form ?? '';
      const wrong = [...fields.values()].find(({ input }) => input.ariaInvalid === 'true' || input.getAttribute('aria-invalid') === 'true');
      if (wrong && !busy) {
        wrong.input.focus();
        wrong.input.select();
      }
    },
    focus() {
      const open = [...fields.values()].map(({ input }) => input).filter((input) => !input.readOnly);
      // Whoever keeps a key down has not said yes to what cannot be taken back.
      const harmless = screen.submit?.danger ? buttons.at(-1) : main;
      const first = open.find(({ value, type }) => !value && type !== 'checkbox') ?? open[0] ?? harmless ?? buttons[0];
      first?.focus();
    },
  };
}

/** A text that is selected by going there, so that it can be copied without a mouse. */
function secretOf(secret: string): HTMLElement {
  const code = create('code', { part: 'secret', class: 'secret', dir: 'ltr', tabindex: '0', role: 'textbox', 'aria-readonly': 'true', 'aria-labelledby': 'title' }, secret);
  code.addEventListener('focus', () => getSelection()?.selectAllChildren(code));
  return code;
}

/** Keeps a button from being used for a while, and says for how long. */
function countDown(button: HTMLButtonElement, action: Action, signal: AbortSignal): void {
  const label = button.firstElementChild;
  const tick = () => {
    const secs = Math.ceil(((action.notBefore?.() ?? 0) - Date.now()) / 1000);
    set(button, 'aria-disabled', secs > 0 ? 'true' : undefined);
    if (label) label.textContent = (secs > 0 && action.waiting?.(secs)) || action.label;
  };
  tick();
  const timer = setInterval(tick, 500);
  signal.addEventListener('abort', () => clearInterval(timer));
}
