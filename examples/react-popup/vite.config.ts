import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

import { extension } from '../extension/build/extension-plugin.ts';
import { manifest } from '../extension/build/manifest.ts';
import { BUILD_TARGETS, platformOf } from '../extension/platform.ts';
import packageJson from './package.json' with { type: 'json' };

/** The only variable that reaches the bundle. */
const PUBLIC_VARIABLE = 'NIGHTDESK_PUBLISHABLE_KEY';

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, import.meta.dirname, PUBLIC_VARIABLE);
  const own = () => ({
    ...manifest({ publishableKey: env[PUBLIC_VARIABLE], version: packageJson.version }),
    name: 'Nightdesk React popup',
    description: 'A popup of React components: sign-in, the button of the account, and the account itself.',
    permissions: ['storage' as const],
    // It is another extension than the demo, without a side panel.
    key: undefined,
    side_panel: undefined,
  });
  return {
    root: import.meta.dirname,
    envPrefix: PUBLIC_VARIABLE,
    plugins: [react(), extension(platformOf(process.env.NIGHTDESK_BROWSER), own)],
    build: {
      target: BUILD_TARGETS,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      rollupOptions: { input: 'popup.html' },
    },
  };
});
