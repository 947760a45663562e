import { create } from '../drawing/create';
import type { Account } from './account';

/** The codes, and two ways to take them along. */
export function codesOf(codes: string[], account: Account): HTMLElement {
  const { texts } = account;
  const text = `${codes.join('\n')}\n`;
  const label = create('span', { 'aria-live': 'polite' }, texts.copy);
  const copy = create('button', { type: 'button', part: 'secondary action-copy', class: 'secondary' }, label);
  copy.addEventListener('click', () => {
    void navigator.clipboard.writeText(text).then(
      () => (label.textContent = texts.copied),
      () => (label.textContent = texts.notCopied),
    );
  });
  const href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  const download = create('a', { part: 'secondary action-download', class: 'secondary', href, download: 'backup-codes.txt' }, texts.download);
  const list = create('ul', { part: 'codes', class: 'codes', dir: 'ltr' }, ...codes.map((code) => create('li', {}, code)));
  return create('div', { class: 'kept' }, list, create('div', { class: 'pair' }, copy, download));
}
