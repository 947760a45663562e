import { call } from './api.js';
import { byOffset } from './by-offset.js';
import { card } from './card.js';
import { editableList } from './editable-list.js';
import { form } from './form.js';
import { saveSettings } from './settings.js';

const PAGE = 25;

/**
 * Where users are sent.
 *
 * @param {import('./api.js').Instance} instance
 */
export function urlsSettings(instance) {
  const { pages, satellite_domains, proxy_url } = instance.settings;
  return [
    card(
      'Pages of the application',
      'Where SDKs send users who have to sign in, and back. Empty: the pages of this server.',
      form({
        fields: [
          { name: 'home_url', label: 'Home', nullable: true, value: pages.home_url, placeholder: 'https://app.example.com' },
          { name: 'sign_in_url', label: 'Sign-in', nullable: true, value: pages.sign_in_url, placeholder: 'https://app.example.com/sign-in' },
          { name: 'sign_up_url', label: 'Sign-up', nullable: true, value: pages.sign_up_url, placeholder: 'https://app.example.com/sign-up' },
          { name: 'satellite_domains', label: 'Satellite domains', type: 'lines', rows: 3, value: satellite_domains, hint: 'One host of the frontend API per line, on other sites that share the sign-ins.' },
          { name: 'proxy_url', label: 'Proxy URL', nullable: true, value: proxy_url, placeholder: 'https://app.example.com/__clerk', hint: 'Where browsers reach the frontend API if your application passes its requests on.' },
        ],
        action: 'Save pages',
        testId: 'save-pages',
        done: 'Saved',
        save: (_, changed) => saveSettings(instance, changed),
      }),
    ),
    card(
      'Redirect URLs',
      'Where native applications and OAuth flows may return to.',
      editableList({
        load: byOffset('v1/redirect_urls', PAGE),
        label: 'Redirect URLs',
        textOf: (/** @type {{ id: string, url: string }} */ { url }) => url,
        add: { name: 'url', label: 'URL', placeholder: 'myapp://sso-callback' },
        create: (values) => call('POST', 'v1/redirect_urls', values),
        remove: (/** @type {{ id: string }} */ { id }) => call('DELETE', `v1/redirect_urls/${id}`, {}),
        removing: () => 'Flows that return there are refused from now on.',
        empty: 'None yet.',
      }),
    ),
  ];
}
