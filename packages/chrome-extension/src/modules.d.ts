/** The build fills these in from `cargo xtask wasm`. */
declare module 'nightdesk:core-js' {
  export function instantiate(): import('./core').CoreExports;
}

declare module 'nightdesk:core-wasm' {
  /** Packed; see `unpack()`. */
  const module: string;
  export default module;
}

/** The custom elements, whose types build on this package's. */
declare module 'nightdesk:elements' {
  export function defineElements(): void;
}

declare module 'nightdesk:user-profile' {
  export function defineUserProfile(): void;
}
