import { call } from './api.js';
import { byOffset } from './by-offset.js';
import { card } from './card.js';
import { confirmAction } from './controls.js';
import { openDialog } from './dialog.js';
import { fill, h } from './dom.js';
import { form } from './form.js';
import { pagedList } from './paged-list.js';

const PAGE = 25;
const TYPING_MS = 250;
const EXAMPLE = { email: '{{user.primary_email_address}}', name: '{{user.full_name}}' };

/** @typedef {{ id: string, name: string, claims: object, lifetime: number, allowed_clock_skew: number }} Template */

/** Tokens of the owner's own making. */
export function templatesSettings() {
  const list = pagedList({
    load: byOffset('v1/jwt_templates', PAGE),
    row: item,
    empty: () => 'None yet.',
    label: 'JWT templates',
    testId: 'templates',
    className: 'items',
  });

  /** @param {Template} template */
  function item(template) {
    const { id, name, lifetime } = template;
    const remove = () =>
      confirmAction({
        title: `Delete the template ${name}?`,
        text: `getToken({ template: '${name}' }) fails from now on. Tokens that were made stay good until they expire.`,
        action: 'Delete template',
        perform: () => call('DELETE', `v1/jwt_templates/${id}`, {}).then(list.reload),
      });
    return h(
      'li',
      { class: 'item', 'data-testid': 'template' },
      h('span', { class: 'item-text' }, h('code', { class: 'mono' }, name), h('span', { class: 'muted' }, ` lasts ${lifetime} s`)),
      h(
        'span',
        { class: 'actions' },
        h('button', { type: 'button', class: 'button small', 'aria-label': `Change ${name}`, onclick: () => edit(template) }, 'Change'),
        h('button', { type: 'button', class: 'button small', 'aria-label': `Delete ${name}`, onclick: remove }, 'Delete'),
      ),
    );
  }

  /** @param {Template} [template] */
  function edit(template) {
    const preview = claimsPreview();
    const dialog = openDialog({
      title: template ? `Change ${template.name}` : 'Add a template',
      wide: true,
      content: [
        h(
          'div',
          { class: 'columns' },
          form({
            fields: [
              { name: 'name', label: 'Name', value: template?.name, placeholder: 'backend', hint: "As in getToken({ template: 'backend' })." },
              { name: 'lifetime', label: 'Lasts, in seconds', type: 'number', value: template?.lifetime ?? 60 },
              { name: 'allowed_clock_skew', label: 'Good before its time, in seconds', type: 'number', value: template?.allowed_clock_skew ?? 5 },
              { name: 'claims', label: 'Claims', type: 'json', rows: 9, value: template?.claims ?? EXAMPLE, hint: 'Shortcodes like {{user.primary_email_address}} are filled in.' },
            ],
            action: template ? 'Save template' : 'Add template',
            testId: 'save-template',
            cancel: () => dialog.close(),
            onChange: preview.show,
            async save(values) {
              await (template ? call('PATCH', `v1/jwt_templates/${template.id}`, values) : call('POST', 'v1/jwt_templates', values));
              dialog.close();
              await list.reload();
            },
          }),
          preview.element,
        ),
      ],
    });
    preview.show({ name: template?.name || 'preview', lifetime: template?.lifetime ?? 60, claims: template?.claims ?? EXAMPLE });
  }

  void list.reload();
  return [
    card(
      'JWT templates',
      'Tokens for other services, with claims of your own, for getToken({ template }).',
      list.element,
      h('button', { type: 'button', class: 'button primary', 'data-testid': 'add-template', onclick: () => edit() }, 'Add template'),
    ),
  ];
}

/** What a token would say, as one types. */
function claimsPreview() {
  const shown = h('pre', { class: 'mono', tabIndex: 0, 'data-testid': 'claims' });
  const problem = h('p', { class: 'field-error', role: 'status', 'data-testid': 'claims-problem' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  let question = 0;

  /** @param {Record<string, any>} values */
  function show(values) {
    clearTimeout(typing);
    typing = setTimeout(async () => {
      const asked = (question += 1);
      fill(problem);
      // What is no JSON is said at its field.
      if (!values['claims']) return;
      try {
        const claims = await call('POST', 'jwt_preview', { ...values, name: values['name'] || 'preview' });
        if (asked === question) fill(shown, JSON.stringify(claims, null, 2));
      } catch (error) {
        if (asked === question) fill(problem, /** @type {Error} */ (error).message);
      }
    }, TYPING_MS);
  }

  return {
    show,
    element: h(
      'div',
      { class: 'preview' },
      h('h3', {}, 'What a token says'),
      h('p', { class: 'hint' }, 'For the newest user, if it were made now.'),
      problem,
      shown,
    ),
  };
}
