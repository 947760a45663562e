// A page with nothing on it but the element that its address asks for, as a popup has it.
import { createClerkClient } from 'nightdesk:client';
import '@nightdesk/elements';
import '@nightdesk/elements/user-profile';

declare const PUBLISHABLE_KEY: string;
/** Style sheets by the names of the themes. */
declare const THEMES: Record<string, string>;

const STYLE = `
  header { display: flex; justify-content: space-between; align-items: center; }
  h1 { margin: 0; font: 600 18px system-ui; }
  body { margin: 0; padding: 20px; box-sizing: border-box; inline-size: 100%; min-block-size: 480px; background: #f7f6f3; color: #1b2230; }
  .pair { display: grid; grid-template-columns: 1fr 1fr; margin: -20px; }
  .pair section { padding: 24px; min-block-size: 100vh; box-sizing: border-box; background: var(--nightdesk-color-surface); }
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

function element(): HTMLElement {
  const made = document.createElement(query.get('element') ?? 'nightdesk-sign-in');
  for (const attribute of ['page']) if (query.has(attribute)) made.setAttribute(attribute, query.get(attribute) ?? '');
  return Object.assign(made, { client: clerk });
}

const main = document.createElement('main');
const theme = query.get('theme');
if (theme) {
  // One beside the other, as the documentation shows a theme.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(THEMES[theme] ?? '');
  document.adoptedStyleSheets.push(sheet);
  main.className = 'pair';
  for (const name of ['light', 'dark']) {
    const half = document.createElement('section');
    const made = element();
    for (const each of [half, made]) each.setAttribute('theme', name);
    half.append(made);
    main.append(half);
  }
} else {
  const made = element();
  made.setAttribute('autofocus', '');
  if (made.localName === 'nightdesk-user-button') {
    const header = document.createElement('header');
    header.append(Object.assign(document.createElement('h1'), { textContent: 'Notes' }), made);
    main.append(header);
  } else {
    main.append(made);
  }
}
document.body.append(main);

Object.assign(globalThis, { clerk, violations, loaded: clerk.load() });
