// Stand for the entries under test: translated to JavaScript or as WebAssembly.
declare module 'nightdesk:background' {
  export * from '@nightdesk/chrome-extension/background';
}
declare module 'nightdesk:client' {
  export * from '@nightdesk/chrome-extension/client';
}
declare module 'nightdesk:content-script' {
  export * from '@nightdesk/chrome-extension/content-script';
}
