// A page to render into. Imported before React looks for one.
import { Window } from 'happy-dom';

const window = new Window({ url: 'https://extension.example.com/popup.html' });
const { document, HTMLIFrameElement, location, navigator } = window;
// The second line is what custom elements are made of.
const { HTMLElement, customElements, CSSStyleSheet, CustomEvent } = window;
Object.assign(globalThis, { window, document, HTMLIFrameElement, location, HTMLElement, customElements, CSSStyleSheet, CustomEvent });
// Later Nodes have one of their own, which cannot be assigned.
Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
