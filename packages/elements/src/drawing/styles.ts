const LIGHT = `
  --text: var(--nightdesk-color-text, #1b2230);
  --muted: var(--nightdesk-color-muted, #5c6475);
  --surface: var(--nightdesk-color-surface, #ffffff);
  --line: var(--nightdesk-color-line, #858b98);
  --faint: var(--nightdesk-color-faint, #e1ded7);
  --accent: var(--nightdesk-color-accent, #1b2230);
  --on-accent: var(--nightdesk-color-on-accent, #ffffff);
  --link: var(--nightdesk-color-link, #2c55a8);
  --focus: var(--nightdesk-color-focus, #3b6fd4);
  --danger: var(--nightdesk-color-danger, #ad2718);
  color-scheme: light;
`;

const DARK = `
  --text: var(--nightdesk-color-text, #ecebe6);
  --muted: var(--nightdesk-color-muted, #a0a8b9);
  --surface: var(--nightdesk-color-surface, #1a202c);
  --line: var(--nightdesk-color-line, #6b7488);
  --faint: var(--nightdesk-color-faint, #2d3647);
  --accent: var(--nightdesk-color-accent, #f4b740);
  --on-accent: var(--nightdesk-color-on-accent, #1b2230);
  --link: var(--nightdesk-color-link, #9dbdf7);
  --focus: var(--nightdesk-color-focus, #8db4ff);
  --danger: var(--nightdesk-color-danger, #ff9a8b);
  color-scheme: dark;
`;

const RULES = `
:host { display: block; ${LIGHT}
  --radius: var(--nightdesk-radius, 8px);
  --control: var(--nightdesk-control, 40px);
  --gap: var(--nightdesk-gap, 10px);
  max-inline-size: var(--nightdesk-width, 26rem);
  color: var(--text);
  font: var(--nightdesk-font, 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
}
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }
:host([theme="dark"]) { ${DARK} }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
h1, h2, h3, p { margin: 0; }
form { display: flex; flex-direction: column; gap: var(--gap); }
.title { font-size: 1.43em; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; overflow-wrap: anywhere; }
.lead { color: var(--muted); overflow-wrap: anywhere; margin-block-start: -4px; }
.field { display: flex; flex-direction: column; gap: 4px; }
.title + .field, .title + .providers, .lead + * { margin-block-start: 6px; }
label { font-weight: 600; }
.optional { margin-inline-start: 0.5em; color: var(--muted); font-weight: 400; }
.box { position: relative; display: flex; }
input:not([type="checkbox"]) {
  flex: 1; min-inline-size: 0; block-size: var(--control); padding-inline: 12px; font: inherit; font-size: max(1em, 14px); color: inherit;
  background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); text-align: start;
}
[dir="rtl"] input[dir="ltr"] { text-align: end; }
.box:has(.reveal) input { padding-inline-end: 44px; }
input.code { font-size: 1.3em; letter-spacing: 0.35em; font-variant-numeric: tabular-nums; }
[dir="rtl"] input.code { text-align: start; }
input[aria-invalid="true"] { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
input:focus-visible { outline-offset: 0; }
.note { min-block-size: 1.45em; font-size: 0.93em; color: var(--muted); }
.problem, .message { color: var(--danger); }
.message { min-block-size: 1.45em; overflow-wrap: anywhere; }
.reveal { position: absolute; inset-block: 4px; inset-inline-end: 4px; inline-size: 34px; padding: 0; border: 0; border-radius: calc(var(--radius) - 3px); background: none; color: var(--muted); cursor: pointer; }
.reveal svg { display: block; inline-size: 18px; block-size: 18px; margin: auto; fill: none; stroke: currentColor; stroke-width: 1.8; }
.reveal.shown { color: var(--link); }
.check { display: flex; align-items: flex-start; gap: 8px; }
.check label { font-weight: 400; }
.check input { inline-size: 16px; block-size: 16px; margin: 2px 0 0; accent-color: var(--accent); flex: none; }
.links { display: flex; flex-wrap: wrap; gap: 4px 16px; padding-inline-start: 24px; }
a, .quiet { color: var(--link); }
a { text-underline-offset: 2px; }
.primary, .secondary { position: relative; inline-size: 100%; min-block-size: var(--control); padding: 4px 16px; font: inherit; font-weight: 600; border-radius: var(--radius); cursor: pointer; overflow-wrap: anywhere; }
.primary { color: var(--on-accent); background: var(--accent); border: 1px solid transparent; }
.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--on-accent)); }
.danger { color: var(--surface); background: var(--danger); }
.danger:hover { background: color-mix(in srgb, var(--danger) 88%, var(--surface)); }
.secondary { color: inherit; background: var(--surface); border: 1px solid var(--line); }
.secondary:hover { background: color-mix(in srgb, var(--surface) 94%, var(--text)); }
.providers { display: grid; gap: 8px; }
.divider { display: flex; align-items: center; gap: 12px; color: var(--muted); font-size: 0.93em; }
.divider::before, .divider::after { content: ""; flex: 1; border-block-start: 1px solid var(--faint); }
.actions { display: flex; flex-direction: column; align-items: flex-start; gap: 2px; padding-block-start: 8px; border-block-start: 1px solid var(--faint); }
.quiet { min-block-size: 28px; padding: 3px 0; font: inherit; text-align: start; background: none; border: 0; border-radius: 4px; cursor: pointer; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.quiet:hover span { text-decoration: underline; text-underline-offset: 2px; }
[aria-disabled="true"] { cursor: default; }
.quiet[aria-disabled="true"] { color: var(--muted); }
.quiet[aria-disabled="true"]:hover span { text-decoration: none; }
.primary[aria-disabled="true"] span { visibility: hidden; }
.primary[aria-disabled="true"]::after { content: ""; position: absolute; inset: 0; margin: auto; inline-size: 16px; block-size: 16px; border: 2px solid currentColor; border-inline-end-color: transparent; border-radius: 50%; animation: turn 0.8s linear infinite; }
:host(nightdesk-user-button) { display: inline-block; vertical-align: middle; }
.anchor { position: relative; }
.trigger { display: block; padding: 0; border: 0; border-radius: 50%; background: none; cursor: pointer; }
.avatar { display: grid; place-items: center; inline-size: 32px; block-size: 32px; flex: none; border-radius: 50%; object-fit: cover; background: var(--accent); color: var(--on-accent); font-size: 13px; font-weight: 650; line-height: 1; user-select: none; }
.panel { position: absolute; z-index: 1; inset-block-start: calc(100% + 6px); inset-inline-end: 0; inline-size: max-content; min-inline-size: 220px; max-inline-size: min(300px, 90vw); padding: 6px; background: var(--surface); border: 1px solid var(--faint); border-radius: calc(var(--radius) + 4px); box-shadow: 0 8px 24px rgb(0 0 0 / 18%); text-align: start; }
.panel[hidden], .message[hidden] { display: none; }
.panel .message { padding: 6px 10px; }
.person { display: flex; align-items: center; gap: 10px; padding: 8px 10px 10px; border-block-end: 1px solid var(--faint); margin-block-end: 6px; }
.person > div { min-inline-size: 0; }
.person p { margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.name { font-weight: 650; }
.item { display: flex; align-items: center; gap: 10px; inline-size: 100%; min-block-size: 36px; padding: 6px 10px; font: inherit; color: inherit; text-align: start; background: none; border: 0; border-radius: var(--radius); cursor: pointer; }
.item:hover, .item:focus-visible { background: color-mix(in srgb, var(--surface) 92%, var(--text)); }
.item:focus-visible { outline-offset: -2px; }
.item-name { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.dialog { inline-size: min(64rem, 100vw - 32px); max-inline-size: none; max-block-size: calc(100dvh - 32px); padding: 24px; color: var(--text); background: var(--surface); border: 1px solid var(--faint); border-radius: calc(var(--radius) + 4px); overflow-y: auto; text-align: start; }
.dialog::backdrop { background: rgb(0 0 0 / 50%); }
.close { display: block; position: sticky; inset-block-start: 0; z-index: 1; margin-inline-start: auto; margin-block-end: -32px; inline-size: 32px; block-size: 32px; padding: 0; color: inherit; background: var(--surface); border: 0; border-radius: var(--radius); cursor: pointer; }
.close svg { display: block; inline-size: 18px; block-size: 18px; margin: auto; fill: none; stroke: currentColor; stroke-width: 1.8; }
@media (max-width: 480px) { .dialog { inline-size: 100vw; block-size: 100dvh; max-block-size: none; padding: 16px; border: 0; border-radius: 0; } }
.secret { padding: 10px 12px; overflow-wrap: anywhere; font-size: 1em; background: color-mix(in srgb, var(--surface) 94%, var(--text)); border-radius: var(--radius); user-select: all; text-align: start; }
.waiting { display: grid; place-items: center; min-block-size: 18rem; }
.waiting::after { content: ""; inline-size: 20px; block-size: 20px; border: 2px solid var(--muted); border-inline-end-color: transparent; border-radius: 50%; animation: turn 0.8s linear infinite, appear 0s 0.4s both; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; padding: 0; border: 0; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@keyframes turn { to { rotate: 1turn; } }
@keyframes appear { from { visibility: hidden; } }
@media (prefers-reduced-motion: reduce) { *, *::after { animation-duration: 3s, 0s; } }
@media (forced-colors: active) { .primary, .secondary { border-color: ButtonBorder; } }
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all elements of a page, which no content security policy objects to. */
export function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}
