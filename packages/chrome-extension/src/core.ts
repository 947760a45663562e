/** The client core: takes one JSON message, gives the JSON list of effects that follow from it. */
export interface Core {
  step(message: string): string;
}

/** Makes a core of its own for every client. */
export type CoreFactory = () => Core;

/** What both builds of the core export. */
export interface CoreExports {
  memory: { buffer: ArrayBuffer };
  /** Makes room for a message of this many bytes and returns its address. */
  reserve(length: number): number;
  /** Takes the message and returns the address of the answer: its length in four bytes, then UTF-8. */
  step(): number;
}

export function coreFrom(exports: CoreExports): Core {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return {
    step(message) {
      const bytes = encoder.encode(message);
      const at = exports.reserve(bytes.length);
      // The buffer is looked up after each call: it is another one once the memory has grown.
      new Uint8Array(exports.memory.buffer).set(bytes, at);
      const answer = exports.step();
      const length = new DataView(exports.memory.buffer).getUint32(answer, true);
      return decoder.decode(new Uint8Array(exports.memory.buffer, answer + 4, length));
    },
  };
}
