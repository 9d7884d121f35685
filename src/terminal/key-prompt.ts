import { createPrompt, useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import { openKeyInput } from './key-input.ts';

export interface KeyPromptOptions {
  /** Lines above the keys, made anew each second: the clock ticks. */
  readonly head: () => string;
  /** The rows of keys, as shown. */
  readonly keys: string;
  /** What each key gives; nothing else does anything, Enter least of all. */
  readonly answers: ReadonlyMap<string, string>;
  /** Keys pressed before this much time has passed are thrown away: they were meant for something else. */
  readonly deafMs: number;
}

/** A question answered by one key. Resolves with what the key gives. */
export async function askKey(
  options: KeyPromptOptions,
  context: { readonly signal?: AbortSignal; readonly clearPromptOnDone: boolean },
): Promise<string> {
  using input = openKeyInput();
  return await keyPrompt(options, { ...context, input });
}

const keyPrompt = createPrompt<string, KeyPromptOptions>((options, done) => {
  const [, tick] = useState(0);
  const [status, setStatus] = useState<'asking' | 'answered'>('asking');
  const beganMs = useRef(performance.now());
  useEffect(() => {
    const timer = setInterval(() => tick(Math.floor(performance.now())), 1_000);
    return () => clearInterval(timer);
  }, []);
  useKeypress((key) => {
    if (status === 'answered' || performance.now() - beganMs.current < options.deafMs) return;
    const answer = options.answers.get(nameOf(key));
    if (answer === undefined) return;
    setStatus('answered');
    done(answer);
  });
  if (status === 'answered') return '';
  return `${options.head()}\n${options.keys}`;
});

/** Capitals are the same keys: Caps Lock must not lock anybody out. */
function nameOf(key: {
  readonly name?: string | undefined;
  readonly ctrl?: boolean;
  readonly sequence?: string;
}): string {
  if (key.ctrl === true || key.name === 'return' || key.name === 'enter') return '';
  if (key.name === 'escape') return 'escape';
  const sequence = key.sequence ?? '';
  return sequence.length === 1 ? sequence.toLowerCase() : (key.name ?? '').toLowerCase();
}
