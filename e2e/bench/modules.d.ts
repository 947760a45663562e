// Stands for the package under measurement: the official one or one of our two builds.
declare module 'sdk:client' {
  export * from '@nightdesk/chrome-extension/client';
}
