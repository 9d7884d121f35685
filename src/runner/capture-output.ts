const limitBytes = 1_048_576;

/** Standard output kept for capture=, up to 1 MiB. */
export interface OutputCapture {
  push(chunk: Uint8Array): void;
  /** Trimmed text, or undefined when it was longer than can be kept. */
  text(): string | undefined;
}

export function createCapture(): OutputCapture {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  return {
    push(chunk) {
      bytes += chunk.byteLength;
      if (bytes <= limitBytes) chunks.push(Buffer.from(chunk));
    },
    text() {
      return bytes > limitBytes ? undefined : new TextDecoder().decode(Buffer.concat(chunks)).trim();
    },
  };
}
