import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

import { extension } from './build/extension-plugin.ts';
import { manifest } from './build/manifest.ts';
import packageJson from './package.json' with { type: 'json' };
import { BUILD_TARGETS, platformOf } from './platform.ts';

/** The only variables that reach the bundle. Whole names, so that no secret key can slip in. */
const PUBLIC_VARIABLES = ['NIGHTDESK_PUBLISHABLE_KEY', 'NIGHTDESK_SYNC_HOST'];

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, import.meta.dirname, PUBLIC_VARIABLES);
  return {
    root: import.meta.dirname,
    envPrefix: PUBLIC_VARIABLES,
    plugins: [
      react(),
      extension(platformOf(process.env.NIGHTDESK_BROWSER), () =>
        manifest({
          publishableKey: env.NIGHTDESK_PUBLISHABLE_KEY,
          syncHost: env.NIGHTDESK_SYNC_HOST,
          version: packageJson.version,
        }),
      ),
    ],
    build: {
      target: BUILD_TARGETS,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: ['popup.html', 'sidepanel.html', 'home.html', 'tabs/background-worker-demo.html'],
      },
    },
    test: { include: ['test/**/*.test.ts'] },
  };
});
