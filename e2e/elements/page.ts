// A page with nothing on it but the element that its address asks for, as a popup has it.
import { createClerkClient } from 'nightdesk:client';
import '@nightdesk/elements';

declare const PUBLISHABLE_KEY: string;

const STYLE = `
  header { display: flex; justify-content: space-between; align-items: center; }
  h1 { margin: 0; font: 600 18px system-ui; }
  body { margin: 0; padding: 20px; inline-size: 320px; min-block-size: 480px; background: #f7f6f3; color: #1b2230; }
  @media (prefers-color-scheme: dark) { body { background: #12161f; color: #ecebe6; } }
`;

const violations: string[] = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective} ${blockedURI}`));

const query = new URLSearchParams(location.search);
const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY });
clerk.addListener(({ session }) => (document.body.dataset.session = session?.id ?? ''));

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
document.adoptedStyleSheets = [sheet];
document.documentElement.lang = query.get('lang') ?? 'en';

const element = document.createElement(query.get('element') ?? 'nightdesk-sign-in');
element.setAttribute('autofocus', '');
Object.assign(element, { client: clerk });
const main = document.createElement('main');
if (element.localName === 'nightdesk-user-button') {
  const header = document.createElement('header');
  header.append(Object.assign(document.createElement('h1'), { textContent: 'Notes' }), element);
  main.append(header);
} else {
  main.append(element);
}
document.body.append(main);

Object.assign(globalThis, { clerk, violations, loaded: clerk.load() });
