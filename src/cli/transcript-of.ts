import type { RunOptions } from '../runner/running.ts';

/** commander's --no-transcript, in the words of a run. */
export function transcriptOf({ transcript }: { readonly transcript: boolean }): RunOptions['transcript'] {
  return transcript ? 'kept' : 'times-only';
}
