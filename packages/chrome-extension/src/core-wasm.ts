import module from 'nightdesk:core-wasm';
import { coreFrom, type CoreExports, type CoreFactory } from './core';
import { ClerkRuntimeError } from './errors';
import { unpack } from './packed';

/**
 * The core as WebAssembly, inline: a cold worker has it ready sooner than it could fetch a file.
 *
 * @throws {ClerkRuntimeError} `wasm_csp_missing`
 */
export const createCore: CoreFactory = () => {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(unpack(module) as BufferSource));
    return coreFrom(exports as unknown as CoreExports);
  } catch (cause) {
    throw new ClerkRuntimeError(
      "'wasm-unsafe-eval' is missing from content_security_policy.extension_pages in manifest.json. Add it to script-src, " +
        "or import the entries without '-wasm'.",
      { code: 'wasm_csp_missing', cause },
    );
  }
};
