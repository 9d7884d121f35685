import { createNeedle, type Needle, type Span } from './needle.ts';
import { formsOf } from './secret-forms.ts';
import { findVisible, type VisibleBytes } from './visible-bytes.ts';

const mask = Buffer.from('[secret]');
const nothing = Buffer.alloc(0);

/** More bytes than this are not held back for a secret that sequences stand in: they would be as long as an output. */
const mostHeld = 65_536;

/**
 * Takes the values of secrets out of texts and streams, also where escape sequences and invisible characters stand in
 * them: those go with the secret, all others stay. The set of values grows during a run.
 */
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
      const spans = spansOf(needles, bytes, findVisible(bytes));
      return spans.length === 0 ? text : replaced(bytes, spans, { from: 0, to: bytes.length }).toString();
    },
    stream: () => createStream(needles),
  };
}

function createStream(needles: readonly Needle[]): RedactedStream {
  let held = nothing;
  /** So many of the held bytes belong to a secret whose mask is already out. */
  let masked = 0;
  const release = (bytes: Buffer, visible: VisibleBytes | undefined, to: number): Uint8Array => {
    const spans = spansOf(needles, bytes, visible);
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
      const visible = findVisible(bytes);
      return release(bytes, visible, undecidedFrom(needles, bytes, visible));
    },
    end: () => release(held, findVisible(held), held.length),
  };
}

/** From where on bytes may be the beginning of a secret, or of a sequence inside one, that the next chunk completes. */
function undecidedFrom(needles: readonly Needle[], bytes: Buffer, visible: VisibleBytes | undefined): number {
  const plainFrom = bytes.length - begunAtEnd(needles, bytes);
  if (visible === undefined) return plainFrom;
  const begun = begunAtEnd(needles, visible.bytes);
  const from = begun === 0 ? visible.readUntil : visible.placeOf(visible.bytes.length - begun);
  return visible.outsideOf(bytes.length - from > mostHeld ? plainFrom : Math.min(plainFrom, from));
}

function begunAtEnd(needles: readonly Needle[], bytes: Buffer): number {
  return needles.reduce((most, needle) => Math.max(most, needle.begunAtEndOf(bytes)), 0);
}

function viewOf(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Where secrets stand, in order; those that overlap are one, so that no rest of the second is left. */
function spansOf(needles: readonly Needle[], bytes: Buffer, visible: VisibleBytes | undefined): Span[] {
  const plain = needles.flatMap((needle) => needle.spansIn(bytes));
  const shown = visible === undefined ? [] : needles.flatMap((needle) => shownSpansOf(needle, visible));
  const found = [...plain, ...shown].sort((a, b) => a.start - b.start);
  const spans: Span[] = [];
  for (const span of found) {
    const last = spans.at(-1);
    if (last === undefined || span.start >= last.end) spans.push(span);
    else if (span.end > last.end) spans[spans.length - 1] = { start: last.start, end: span.end };
  }
  return spans;
}

/** What stands between the first and the last visible byte of a secret belongs to it. */
function shownSpansOf(needle: Needle, visible: VisibleBytes): Span[] {
  return needle
    .spansIn(visible.bytes)
    .map(({ start, end }) => ({ start: visible.placeOf(start), end: visible.placeOf(end - 1) + 1 }));
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
