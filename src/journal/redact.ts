import { createNeedle, type Needle, type Span } from './needle.ts';
import { formsOf } from './secret-forms.ts';

const mask = Buffer.from('[secret]');
const nothing = Buffer.alloc(0);

/** Takes the values of secrets out of texts and streams. The set of values grows during a run. */
export interface Redactor {
  /** A value under four characters is not redacted, which the caller must say: it would be found in every other word. */
  add(secret: string): 'redacted' | 'too-short';
  text(text: string): string;
  /** One per stream of bytes: what is held back belongs to that stream. */
  stream(): RedactedStream;
}

/** Bytes in, redacted bytes out. Only a tail that may be the beginning of a secret waits for the next chunk. */
export interface RedactedStream {
  push(chunk: Uint8Array): Uint8Array;
  /** What was still held back. */
  end(): Uint8Array;
}

export function createRedactor(): Redactor {
  const forms = new Set<string>();
  const needles: Needle[] = [];
  return {
    add(secret) {
      const added = formsOf(secret);
      for (const form of added) {
        if (!forms.has(form)) needles.push(createNeedle(form));
        forms.add(form);
      }
      return added.length === 0 ? 'too-short' : 'redacted';
    },
    text(text) {
      if (needles.length === 0) return text;
      const bytes = Buffer.from(text);
      const spans = spansOf(needles, bytes);
      return spans.length === 0 ? text : replaced(bytes, spans, { from: 0, to: bytes.length }).toString();
    },
    stream: () => createStream(needles),
  };
}

function createStream(needles: readonly Needle[]): RedactedStream {
  let held = nothing;
  /** So many of the held bytes belong to a secret whose mask is already out. */
  let masked = 0;
  const release = (bytes: Buffer, to: number): Uint8Array => {
    const spans = spansOf(needles, bytes);
    const out = replaced(bytes, spans, { from: masked, to });
    const crossing = spans.findLast((span) => span.start < to);
    masked = Math.max(0, Math.max(masked, crossing?.end ?? 0) - to);
    held = Buffer.from(bytes.subarray(to));
    return out;
  };
  return {
    push(chunk) {
      if (needles.length === 0) return chunk;
      const bytes = held.length === 0 ? viewOf(chunk) : Buffer.concat([held, chunk]);
      const begun = needles.reduce((most, needle) => Math.max(most, needle.begunAtEndOf(bytes)), 0);
      return release(bytes, bytes.length - begun);
    },
    end: () => release(held, held.length),
  };
}

function viewOf(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Where secrets stand, in order; those that overlap are one, so that no rest of the second is left. */
function spansOf(needles: readonly Needle[], bytes: Buffer): Span[] {
  const found = needles.flatMap((needle) => needle.spansIn(bytes)).sort((a, b) => a.start - b.start);
  const spans: Span[] = [];
  for (const span of found) {
    const last = spans.at(-1);
    if (last === undefined || span.start >= last.end) spans.push(span);
    else if (span.end > last.end) spans[spans.length - 1] = { start: last.start, end: span.end };
  }
  return spans;
}

/** The bytes between `from` and `to`, a mask for each secret that begins there; what is before `from` is masked already. */
function replaced(bytes: Buffer, spans: readonly Span[], range: { from: number; to: number }): Buffer {
  if (spans.length === 0) return bytes.subarray(range.from, range.to);
  const parts: Buffer[] = [];
  let at = range.from;
  for (const span of spans) {
    if (span.start >= range.to) break;
    if (span.start >= range.from) parts.push(bytes.subarray(at, span.start), mask);
    at = Math.max(at, span.end);
  }
  if (at < range.to) parts.push(bytes.subarray(at, range.to));
  return Buffer.concat(parts);
}
