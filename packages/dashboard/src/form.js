import { ApiError } from './api.js';
import { problemLine, run } from './controls.js';
import { fill, h } from './dom.js';

/**
 * One question of a form. `lines` are texts of one line each; `json` is an object; `source` is a text
 * that is taken as it is written; `switch` is yes or no.
 *
 * @typedef {{
 *   name: string,
 *   label: string,
 *   type?: 'text' | 'email' | 'password' | 'number' | 'select' | 'switch' | 'lines' | 'json' | 'source',
 *   value?: any,
 *   hint?: string,
 *   options?: [value: string, label: string][],
 *   nullable?: boolean,
 *   autocomplete?: AutoFill,
 *   placeholder?: string,
 *   rows?: number,
 * }} Field
 */

let forms = 0;

/**
 * A form whose errors stand at the field they belong to, by the names that the server gives them. `save` gets everything, and
 * besides what differs from what was there or was saved last: only that may be written where others write too. The element has the
 * attribute `data-changed` while there is such a thing. A form that adds something `empties` itself for the next. What few need
 * is `folded`.
 *
 * @param {{
 *   fields: Field[],
 *   folded?: { title: string, fields: Field[] },
 *   action: string,
 *   save: (values: Record<string, any>, changed: Record<string, any>) => Promise<unknown>,
 *   done?: string,
 *   testId?: string,
 *   cancel?: () => void,
 *   compact?: boolean,
 *   empties?: boolean,
 *   onChange?: (values: Record<string, any>) => void,
 * }} options
 */
export function form({ fields: first, folded, action, save, done, testId = 'save', cancel, compact = false, empties = false, onChange }) {
  const prefix = `form-${(forms += 1)}`;
  const fields = [...first, ...(folded?.fields ?? [])];
  const rows = fields.map((field) => fieldRow(field, `${prefix}-${field.name}`));
  const elements = rows.map((row) => row.element);
  const problem = problemLine();
  const said = h('p', { class: 'ok', role: 'status' });
  const button = h('button', { class: compact ? 'button' : 'button primary', 'data-testid': testId }, action);
  let saved = rows.map((row) => row.state());
  const changedRows = () => rows.filter((row, at) => row.state() !== saved[at]);
  const mark = () => element.toggleAttribute('data-changed', changedRows().length > 0);
  const element = h(
    'form',
    {
      class: compact ? 'form compact' : 'form',
      noValidate: true,
      oninput() {
        fill(said);
        mark();
        if (onChange) onChange(read(rows).values);
      },
      onsubmit(/** @type {Event} */ event) {
        event.preventDefault();
        for (const row of rows) row.complain('');
        const { values, wrong } = read(rows);
        if (wrong) return wrong.focus();
        const changed = Object.fromEntries(changedRows().map(({ field: { name } }) => [name, values[name]]));
        const sent = rows.map((row) => row.state());
        void run(button, problem, async () => {
          try {
            await save(values, changed);
            if (empties) element.reset();
            saved = empties ? rows.map((row) => row.state()) : sent;
            mark();
            fill(said, done);
          } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            const text = inWords(error, fields);
            const row = rows.find(({ field }) => field.name === error.field);
            if (!row) throw new Error(text);
            row.complain(text);
            row.focus();
          }
        });
      },
    },
    ...elements.slice(0, first.length),
    folded && h('details', {}, h('summary', {}, folded.title), ...elements.slice(first.length)),
    problem,
    h(
      'div',
      { class: 'actions start' },
      button,
      cancel && h('button', { type: 'button', class: 'button', onclick: cancel }, 'Cancel'),
      said,
    ),
  );
  return element;
}

/**
 * What the server says, with the labels of the fields in place of the names that only its callers know.
 *
 * @param {ApiError} error
 * @param {Field[]} fields
 */
function inWords({ message, field: blamed }, fields) {
  const labels = new Map(fields.map(({ name, label }) => [name, label]));
  const [first = ''] = /^\w+/.exec(message) ?? [];
  if (first !== blamed) return named(message);
  const rest = message.slice(first.length);
  if (rest.startsWith(': ')) return named(rest.slice(2)).replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return `${labels.get(first) ?? first}${named(rest)}`;

  /** @param {string} text */
  function named(text) {
    return text.replace(/\b[a-z0-9]+_[a-z0-9_]+\b/g, (name) => (labels.has(name) ? `"${labels.get(name)}"` : name));
  }
}

/** @param {ReturnType<typeof fieldRow>[]} rows */
function read(rows) {
  /** @type {Record<string, any>} */
  const values = {};
  let wrong;
  for (const row of rows) {
    try {
      values[row.field.name] = row.read();
    } catch (error) {
      row.complain(/** @type {Error} */ (error).message);
      wrong ??= row;
    }
  }
  return { values, wrong };
}

/**
 * @param {Field} field
 * @param {string} id
 */
function fieldRow(field, id) {
  const control = controlOf(field, id);
  const error = h('p', { id: `${id}-error`, class: 'field-error', role: 'alert', 'data-testid': `error-${field.name}` });
  const hint = field.hint ? h('p', { id: `${id}-hint`, class: 'hint' }, field.hint) : null;
  control.setAttribute('aria-describedby', hint ? `${id}-hint ${id}-error` : `${id}-error`);
  control.addEventListener('input', () => complain(''));
  const complain = (/** @type {string} */ text) => {
    control.ariaInvalid = String(text !== '');
    fill(error, text);
  };
  const label = h('label', { htmlFor: id }, field.label);
  const element =
    field.type === 'switch'
      ? h('div', { class: 'field switch' }, control, h('div', {}, label, hint, error))
      : h('div', { class: 'field' }, label, control, hint, error);
  return {
    field,
    element,
    complain,
    focus() {
      const folded = element.closest('details');
      if (folded) folded.open = true;
      control.focus();
    },
    read: () => valueOf(field, control),
    /** What it holds, as it was typed or chosen. */
    state: () => (control instanceof HTMLInputElement && control.type === 'checkbox' ? control.checked : control.value),
  };
}

/**
 * @param {Field} field
 * @param {string} id
 * @returns {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}
 */
function controlOf(field, id) {
  const { type = 'text', value, options = [], autocomplete = 'off', placeholder = '', rows = 4 } = field;
  const props = { id, name: field.name, 'data-testid': `field-${field.name}` };
  switch (type) {
    case 'switch':
      return h('input', { ...props, type: 'checkbox', checked: value === true });
    case 'select': {
      const select = h('select', props, ...options.map(([each, label]) => h('option', { value: each }, label)));
      select.value = value ?? '';
      return select;
    }
    case 'lines':
      return h('textarea', { ...props, rows, spellcheck: false, placeholder, value: (value ?? []).join('\n') });
    case 'source':
      return h('textarea', { ...props, class: 'mono', rows, spellcheck: false, value: value ?? '' });
    case 'json':
      return h('textarea', { ...props, class: 'mono', rows, spellcheck: false, value: JSON.stringify(value ?? {}, null, 2) });
    default: {
      const inputMode = type === 'number' ? 'numeric' : undefined;
      return h('input', {
        ...props,
        type: type === 'number' ? 'text' : type,
        ...(inputMode && { inputMode }),
        autocomplete,
        placeholder,
        spellcheck: false,
        value: String(value ?? ''),
      });
    }
  }
}

/**
 * @param {Field} field
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} control
 * @throws {Error} with what is wrong
 */
function valueOf(field, control) {
  if (field.type === 'switch') return /** @type {HTMLInputElement} */ (control).checked;
  if (field.type === 'password' || field.type === 'source') return control.value;
  const text = control.value.trim();
  if (field.type === 'lines') return text.split('\n').map((line) => line.trim()).filter(Boolean);
  if (field.type === 'json') return parseObject(text);
  if (text === '' && field.nullable) return null;
  if (field.type !== 'number') return text;
  if (!/^-?\d+$/.test(text)) throw new Error('Enter a whole number.');
  return Number(text);
}

/**
 * Reads a JSON object, or says what is wrong with it.
 *
 * @param {string} text
 * @returns {object}
 */
export function parseObject(text) {
  let value;
  try {
    value = JSON.parse(text || '{}');
  } catch (error) {
    throw new Error(`This is no JSON: ${/** @type {Error} */ (error).message}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('Enter a JSON object: {...}');
  refuseInexact(value);
  return value;
}

/**
 * Refuses what the browser has rounded when it read it: it would be saved as another number.
 *
 * @param {unknown} value
 */
function refuseInexact(value) {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(refuseInexact);
  else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new Error(`Whole numbers beyond ${Number.MAX_SAFE_INTEGER} are not kept exactly here. Write them as texts, in quotes, or set them by the Backend API.`);
  }
}
