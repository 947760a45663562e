/** The build fills these in from `cargo xtask wasm`. */
declare module 'nightdesk:core-js' {
  export function instantiate(): import('./core').CoreExports;
}

declare module 'nightdesk:core-wasm' {
  /** Packed; see `unpack()`. */
  const module: string;
  export default module;
}

declare const NIGHTDESK_VERSION: string;
