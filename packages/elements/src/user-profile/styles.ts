const RULES = `
:host { max-inline-size: var(--nightdesk-profile-width, 60rem); }
[part="content"] { container-type: inline-size; }
.profile { display: grid; gap: 20px; }
.tabs { display: flex; flex-wrap: wrap; gap: 4px; border-block-end: 1px solid var(--faint); }
.tab { min-block-size: 36px; padding: 6px 12px; margin-block-end: -1px; font: inherit; font-weight: 600; color: var(--muted); text-align: start; background: none; border: 0; border-block-end: 2px solid transparent; border-radius: 0; cursor: pointer; }
.tab:hover { color: var(--text); }
.tab[aria-current] { color: var(--text); border-block-end-color: var(--accent); }
.page { display: grid; align-content: start; min-inline-size: 0; }
.page > .title { padding-block-end: 12px; }
.section { display: grid; gap: 8px; padding-block: 16px; border-block-start: 1px solid var(--faint); min-inline-size: 0; }
.section-title { font-size: 1em; line-height: 1.45; font-weight: 650; }
.section-title:focus-visible { outline-offset: 4px; border-radius: 2px; }
.section-content { display: grid; gap: 10px; justify-items: start; min-inline-size: 0; }
.section-content > * { max-inline-size: 100%; }
.rows { display: grid; gap: 12px; inline-size: 100%; padding: 0; margin: 0; list-style: none; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
.row .avatar { inline-size: 44px; block-size: 44px; font-size: 16px; }
.row-text { flex: 1 1 10rem; min-inline-size: 0; }
.row-title { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; overflow-wrap: anywhere; }
.row-note { color: var(--muted); font-size: 0.93em; overflow-wrap: anywhere; }
.badge { padding: 1px 7px; font-size: 0.86em; color: var(--muted); border: 1px solid var(--faint); border-radius: 99px; white-space: nowrap; }
.row-actions, .section-actions { display: flex; flex-wrap: wrap; gap: 2px 14px; }
.section-actions { gap: 4px 16px; }
.section-actions > * { display: inline-flex; }
.section-actions .quiet { font-weight: 600; }
.grave { color: var(--danger); }
.section .message { min-block-size: 0; }
.section .message:empty { display: none; }
.form { inline-size: 100%; }
.form:empty { display: none; }
.form form { max-inline-size: var(--nightdesk-width, 26rem); padding: 16px; border: 1px solid var(--faint); border-radius: calc(var(--radius) + 4px); }
.form .title { font-size: 1.14em; }
.open .rows, .open .section-actions { display: none; }
[aria-busy="true"] .rows, [aria-busy="true"] .section-actions { opacity: 0.6; cursor: progress; }
.qr { justify-self: center; align-self: center; padding: 0; border-radius: var(--radius); overflow: hidden; background: #ffffff; }
.qr svg { display: block; inline-size: 192px; max-inline-size: 100%; fill: #000000; }
.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr)); gap: 4px 16px; padding: 12px; margin: 0; list-style: none; font-family: ui-monospace, "Cascadia Mono", Menlo, monospace; background: color-mix(in srgb, var(--surface) 94%, var(--text)); border-radius: var(--radius); user-select: all; }
.kept, .pair { display: grid; gap: 8px; }
.pair { grid-template-columns: 1fr 1fr; }
.pair .secondary { display: grid; place-content: center; text-decoration: none; }
@container (inline-size < 34rem) {
  .busy-with-one .tabs, .busy-with-one .section:not(.open) { display: none; }
  .busy-with-one .page > .title, .open .section-title { position: absolute; inline-size: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .open { padding-block: 0; border: 0; }
  .form form { padding: 0; border: 0; }
  .form .title { font-size: 1.43em; }
}
@container (inline-size >= 44rem) {
  .profile { grid-template-columns: 11rem minmax(0, 1fr); gap: 40px; }
  .tabs { flex-flow: column; gap: 2px; border: 0; }
  .tab { margin: 0; border: 0; border-radius: var(--radius); }
  .tab:hover, .tab[aria-current] { background: color-mix(in srgb, var(--surface) 92%, var(--text)); }
}
@container (inline-size >= 54rem) {
  .section { grid-template-columns: 11rem minmax(0, 1fr); gap: 24px; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** What the profile has beside the styles of all elements. */
export function profileStyles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES);
  }
  return sheet;
}
