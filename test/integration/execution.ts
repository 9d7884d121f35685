import { type ExecutionContext, StopReason, type Stream } from '../../src/runner/ports.ts';

/** A context as the runner would give it, keeping what was printed. */
export interface TestExecution {
  readonly context: ExecutionContext;
  readonly printed: Record<Stream, string>;
  stop(why: StopReason['why']): void;
}

export function execution(script: string, variables: Readonly<Record<string, string>> = {}): TestExecution {
  const printed = { stdout: '', stderr: '' };
  const controller = new AbortController();
  return {
    printed,
    stop: (why) => controller.abort(new StopReason(why)),
    context: {
      variables,
      script,
      folder: '/',
      source: { name: 'rollback.md', line: 40 },
      terminal: false,
      output: (stream, chunk) => {
        printed[stream] += Buffer.from(chunk).toString();
      },
      signal: controller.signal,
      started: () => undefined,
      endedLater: () => undefined,
    },
  };
}
