import type { Expectation } from '../runbook/action.ts';

/** Watches output go by and remembers how much of an expectation it has seen; memory does not grow with the output. */
export interface ExpectationMatcher {
  push(chunk: Uint8Array): void;
  /** The first expected line that was never seen, or undefined when all were. */
  missing(): string | undefined;
}

const longestLine = 1_000_000;

/** Each line must be found in order; `…` or `...` alone spans any lines; escape sequences do not count. */
export function createExpectationMatcher(
  expectation: Expectation,
  fillIn: (text: string) => string,
): ExpectationMatcher {
  const wanted = expectation.lines
    .map((line) => fillIn(line).trim())
    .filter((line) => line !== '' && line !== '…' && line !== '...');
  const decoder = new TextDecoder();
  let found = 0;
  let open = '';
  const look = (line: string) => {
    const expected = wanted[found];
    if (expected !== undefined && plain(line).includes(expected)) found += 1;
  };
  return {
    push(chunk) {
      if (found === wanted.length) return;
      const lines = (open + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r/);
      open = (lines.pop() ?? '').slice(0, longestLine);
      for (const line of lines) look(line);
    },
    missing() {
      look(open);
      open = '';
      return wanted[found];
    },
  };
}

function plain(line: string): string {
  return line.replace(/\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/g, '').trim();
}
