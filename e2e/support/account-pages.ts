import type { Page } from './chromium/page.ts';
import { stage, type Stage, type StageOptions } from './stage.ts';
import { serve } from './web.ts';

/** An instance's own pages for its users, and the application that they come from. */
export interface AccountPages extends Pick<Stage, 'server'> {
  /** Where the application is. */
  app: string;
  /** Where they are to be led to at the end. */
  place: string;
  own(path: string): string;
  /** The address of a page from which they go on to `place`. */
  asking(path: string): string;
  /** A tab on the instance's host where nobody is signed in. */
  open(): Promise<Page>;
  close(): Promise<void>;
}

export async function stageAccountPages({ environment }: Pick<StageOptions, 'environment'> = {}): Promise<AccountPages> {
  const on = await stage({ environment, fixture: {}, launch: { flags: ['--ignore-certificate-errors'] } });
  const web = await serve((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>App</title><h1>App</h1>'));
  const app = web.at('app.nightdesk.localhost');
  const place = `${app}/welcome?from=here`;
  const own = (path: string) => `https://${on.server.instance.frontend_api}${path}`;
  return {
    server: on.server,
    app,
    place,
    own,
    asking: (path) => own(`${path}?redirect_url=${encodeURIComponent(place)}`),
    open: () => on.browser.open(own('/v1/health')),
    async close() {
      await on.close();
      await web.stop();
    },
  };
}

/** Signs everybody out of the instance on whose host a page is. */
export async function signEverybodyOut(page: Page): Promise<void> {
  await page.evaluate(`fetch('/v1/client/sessions', { method: 'DELETE' }).then(({ status }) => status)`);
}

/** Goes to a page without waiting for it to load: it may lead on at once. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.send('Page.navigate', { url });
}
