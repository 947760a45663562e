import { ApiError, call } from './api.js';
import { card } from './card.js';
import { confirmAction, problemLine, run } from './controls.js';
import { fill, h } from './dom.js';
import { form } from './form.js';
import { mailFrame } from './mail-frame.js';

const TYPING_MS = 250;

/** What the fields of a mail are called. @type {Record<string, string>} */
const PARTS = { subject: 'Subject', body: 'HTML', text_body: 'Text' };

/**
 * @typedef {{
 *   template: import('./settings-messages.js').MessageTemplate,
 *   text_body: string,
 *   variables: { name: string, meaning: string, required: boolean }[],
 * }} Message
 */

/**
 * What one message says.
 *
 * @param {string} named type and slug, as `email.verification_code`
 */
export function messagePage(named) {
  const [type = '', slug = ''] = named.split('.');
  const path = `templates/${encodeURIComponent(type)}/${encodeURIComponent(slug)}`;
  const page = h('div', { class: 'stack' }, h('p', { class: 'loading', role: 'status' }, 'Loading'));
  const title = h('h1', {}, 'Message');

  async function load() {
    try {
      const message = await call('GET', path);
      fill(title, message.template.name, ' ', h('span', { class: 'badge' }, type === 'sms' ? 'SMS' : 'E-mail'));
      fill(page, ...show(message, path, load));
    } catch (error) {
      const problem = problemLine();
      fill(problem, /** @type {Error} */ (error).message);
      fill(page, problem);
    }
  }

  void load();
  return [h('p', {}, h('a', { href: '#settings/messages' }, 'Messages')), title, page];
}

/**
 * @param {Message} message
 * @param {string} path
 * @param {() => Promise<void>} reload
 */
function show({ template, text_body, variables }, path, reload) {
  const isMail = template.template_type === 'email';
  const preview = previewOf(path, isMail);
  /** @type {Record<string, any>} */
  let written = isMail ? { subject: template.subject, body: template.body, text_body } : { body: template.body };
  preview.show(written);
  return [
    h(
      'div',
      { class: 'columns' },
      card(
        'What it says',
        '',
        form({
          fields: isMail
            ? [
                { name: 'subject', label: 'Subject', value: template.subject },
                { name: 'body', label: 'HTML', type: 'source', rows: 16, value: template.body },
                { name: 'text_body', label: 'Text', type: 'source', rows: 8, value: text_body, hint: 'For programs that show no HTML.' },
              ]
            : [{ name: 'body', label: 'Text', type: 'source', rows: 5, value: template.body }],
          action: 'Save message',
          testId: 'save-message',
          done: 'Saved',
          onChange(values) {
            written = values;
            preview.show(values);
          },
          async save(values) {
            await call('PUT', `v1/${path}`, values);
            if (!template.can_revert) await reload();
          },
        }),
      ),
      preview.element,
    ),
    places(variables),
    trial(path, isMail, () => written),
    (template.can_revert || template.can_toggle) && delivery(template, path, reload),
  ];
}

/** @param {Message['variables']} variables */
function places(variables) {
  return card(
    'What can be filled in',
    'Between {{ and }}. {% if ... %}, {% else %}, {% endif %} and {% for ... %} work as in Jinja, and so do the filters upper, lower, title, trim and length.',
    h(
      'dl',
      { class: 'values' },
      ...variables.flatMap(({ name, meaning, required }) => [
        h('dt', {}, h('code', { class: 'mono' }, `{{ ${name} }}`)),
        h('dd', {}, meaning, required && h('span', { class: 'badge' }, 'Has to be in it')),
      ]),
    ),
  );
}

/**
 * @param {string} path
 * @param {boolean} isMail
 * @param {() => Record<string, any>} written
 */
function trial(path, isMail, written) {
  return card(
    'Send a test',
    'As it is written above, saved or not, with samples filled in. In development it goes to the outbox.',
    form({
      fields: [
        isMail
          ? { name: 'to', label: 'E-mail address', type: 'email', placeholder: 'you@example.com' }
          : { name: 'to', label: 'Phone number', placeholder: '+12125550123' },
      ],
      action: 'Send test',
      testId: 'send-test',
      compact: true,
      done: 'Sent',
      save: ({ to }) => call('POST', `${path}/test`, { ...written(), to }),
    }),
  );
}

/**
 * @param {import('./settings-messages.js').MessageTemplate} template
 * @param {string} path
 * @param {() => Promise<void>} reload
 * @returns {HTMLElement}
 */
function delivery({ can_revert, can_toggle, delivered_by_clerk, name }, path, reload) {
  const problem = problemLine();
  const revert = () =>
    confirmAction({
      title: `Reset ${name}?`,
      text: 'What you wrote is gone, and users are sent what this server says by itself.',
      action: 'Reset message',
      perform: () => call('POST', `v1/${path}/revert`, {}).then(reload),
    });
  // Only this card is shown anew: what is being written above stays.
  const toggle = async () => {
    const toggled = await call('POST', `v1/${path}/toggle_delivery`, { delivered_by_clerk: !delivered_by_clerk });
    shown.replaceWith(delivery(toggled, path, reload));
  };
  const stop = () => confirmAction({ title: `Stop sending ${name}?`, text: 'Users are not told of this any more.', action: 'Stop sending', perform: toggle });
  const toggles = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'toggle-message', onclick: () => (delivered_by_clerk ? stop() : run(toggles, problem, toggle)) },
    delivered_by_clerk ? 'Stop sending' : 'Send again',
  );
  const shown = card(
    'Reset and delivery',
    delivered_by_clerk ? '' : 'This message is not sent at present.',
    h(
      'div',
      { class: 'actions start' },
      can_revert && h('button', { type: 'button', class: 'button', 'data-testid': 'revert-message', onclick: revert }, 'Reset to default'),
      can_toggle && toggles,
    ),
    problem,
  );
  return shown;
}

/**
 * What the message comes to, as one types.
 *
 * @param {string} path
 * @param {boolean} isMail
 */
function previewOf(path, isMail) {
  const problem = h('p', { class: 'field-error', role: 'status', 'data-testid': 'preview-problem' });
  const subject = h('p', { class: 'mail-subject', 'data-testid': 'preview-subject' });
  const frame = mailFrame('What the mail looks like');
  const text = h('pre', { class: 'mono', tabIndex: 0, 'data-testid': 'preview-text' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  let question = 0;

  /** @param {Record<string, any>} values */
  async function ask(values) {
    const asked = (question += 1);
    try {
      const filled = await call('POST', `v1/${path}/preview`, values);
      if (asked !== question) return;
      fill(problem);
      fill(subject, filled.subject);
      if (isMail) frame.show(filled.body);
      fill(text, isMail ? filled.text_body : filled.body);
    } catch (error) {
      if (asked !== question) return;
      const part = isMail && error instanceof ApiError && error.field ? PARTS[error.field] : undefined;
      fill(problem, part ? `${part}: ` : '', /** @type {Error} */ (error).message);
    }
  }

  return {
    /** @param {Record<string, any>} values */
    show(values) {
      clearTimeout(typing);
      typing = setTimeout(() => void ask(values), TYPING_MS);
    },
    element: card(
      'What users get',
      '',
      h('div', { class: 'preview' }, problem, isMail && subject, isMail && frame.element, isMail && h('h3', {}, 'As text'), text),
    ),
  };
}
