import { createCapture, type OutputCapture } from './capture-output.ts';
import type { Command } from './command.ts';
import { fillIn } from './fill-in.ts';
import { createExpectationMatcher, type ExpectationMatcher } from './match-expectation.ts';
import type { ExecutionContext, OutputLog } from './ports.ts';
import type { Running } from './running.ts';

/** Where the output of one execution goes. */
export interface Taps {
  readonly output: ExecutionContext['output'];
  readonly matcher: ExpectationMatcher | undefined;
  readonly capture: OutputCapture | undefined;
}

/** Output goes to its log, and beside it to what waits for a line or keeps a value. A secret's goes nowhere. */
export function tapsOf({ action, may }: Command & { do: 'execute' }, log: OutputLog, running: Running): Taps {
  const isPrivate = action.interactive && running.options.transcript === 'times-only';
  const hides = may.masksOutput || action.secret !== undefined;
  const captures = action.capture !== undefined || action.secret !== undefined;
  const capture = captures ? createCapture() : undefined;
  const matcher = action.expect && createExpectationMatcher(action.expect, (text) => fillIn(text, running.values));
  const output: ExecutionContext['output'] = (stream, chunk) => {
    if (!isPrivate && (!hides || (stream === 'stderr' && !may.masksOutput))) log.write(stream, chunk);
    matcher?.push(chunk);
    if (stream === 'stdout') capture?.push(chunk);
  };
  return { output, matcher, capture };
}
