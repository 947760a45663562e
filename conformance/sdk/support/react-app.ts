import { readFile } from 'node:fs/promises';

import { build } from 'esbuild';

import type { Server } from '../../../e2e/support/server.ts';
import { at } from '../../../e2e/support/workspace.ts';
import { serve, type WebApp } from './web-app.ts';

/** The React app of `pages/`, built with the official package as it is installed beside the one for extensions. */
export async function reactApp(server: Server): Promise<WebApp> {
  const { outputFiles } = await build({
    // As if it lay where the packages are that it imports, so that there is one React.
    stdin: { contents: await readFile(at('conformance', 'sdk', 'pages', 'components.tsx'), 'utf8'), resolveDir: at('conformance', 'official'), loader: 'tsx' },
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { PUBLISHABLE_KEY: JSON.stringify(server.instance.publishable_key), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const script = outputFiles[0]!.contents;
  return serve((request, response) => {
    const isScript = request.url === '/app.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>App</title><div id="root"></div><script type="module" src="/app.js"></script>');
  });
}
