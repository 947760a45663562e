/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly NIGHTDESK_PUBLISHABLE_KEY: string;
}
