import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { environment: 'happy-dom' }, define: { NIGHTDESK_VERSION: '"0.0.0"' } });
