export interface PrefixStripper {
  write(chunk: Uint8Array): void;
  /** Delivers what was held back because it could have been the beginning of the prefix. */
  flush(): void;
}

/** Takes every occurrence of `prefix` out of a stream, wherever the chunks are cut. */
export function stripPrefix(prefix: string, deliver: (chunk: Uint8Array) => void): PrefixStripper {
  const needle = Buffer.from(prefix);
  let held: Uint8Array = Buffer.alloc(0);
  return {
    write(chunk) {
      let rest = held.length === 0 ? asBuffer(chunk) : Buffer.concat([held, chunk]);
      for (let at = rest.indexOf(needle); at !== -1; at = rest.indexOf(needle)) {
        if (at > 0) deliver(rest.subarray(0, at));
        rest = rest.subarray(at + needle.length);
      }
      const keep = tailLength(rest, needle);
      if (rest.length > keep) deliver(rest.subarray(0, rest.length - keep));
      held = Buffer.from(rest.subarray(rest.length - keep));
    },
    flush() {
      if (held.length > 0) deliver(held);
      held = Buffer.alloc(0);
    },
  };
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** How many bytes at the end of `text` begin the needle. */
function tailLength(text: Buffer, needle: Buffer): number {
  const from = Math.max(0, text.length - needle.length + 1);
  for (
    let at = text.indexOf(needle.subarray(0, 1), from);
    at !== -1;
    at = text.indexOf(needle.subarray(0, 1), at + 1)
  ) {
    if (text.subarray(at).equals(needle.subarray(0, text.length - at))) return text.length - at;
  }
  return 0;
}
