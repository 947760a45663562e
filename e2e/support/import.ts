import type { Page } from './chromium/page.ts';
import { until } from './until.ts';

/** Has the dashboard's page of imports take a file, once it takes one. */
export async function chooseImport(page: Page, path: string): Promise<void> {
  await page.see('import-file');
  await until('the last import to end', () => page.evaluate<boolean>(`document.querySelector('[data-testid="import-file"]').ariaDisabled !== 'true'`));
  const { root } = await page.send<{ root: { nodeId: number } }>('DOM.getDocument');
  const { nodeId } = await page.send<{ nodeId: number }>('DOM.querySelector', { nodeId: root.nodeId, selector: '[data-testid="import-file"]' });
  await page.send('DOM.setFileInputFiles', { nodeId, files: [path] });
}
