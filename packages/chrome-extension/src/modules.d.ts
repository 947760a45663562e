/** The build fills these in from `cargo xtask wasm`. */
declare module 'nightdesk:core-js' {
  export function instantiate(): import('./core').CoreExports;
}

declare module 'nightdesk:core-wasm' {
  const base64: string;
  export default base64;
}

declare const NIGHTDESK_VERSION: string;
