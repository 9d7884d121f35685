import { swallowedHeading } from './headings.ts';
import { isKnownProgram } from './known-programs.ts';
import { isOutputLine, isProse } from './output-lines.ts';
import type { Reading } from './reading.ts';
import type { ScriptLine } from './script-line.ts';
import { shown, type Verdict } from './verdict.ts';

/** Commands and output, prose or other commands' alternatives in one fence: shown until they are split. */
export function mixedOutput(reading: Reading): Verdict | undefined {
  const lines = outerLines(reading);
  const strange =
    lines.find(({ text, line }) => (isOutputLine(text) || isProse(text)) && !isContinuation(reading, line)) ??
    swallowedHeading(lines);
  if (strange !== undefined) {
    return shown(reading.action, 7, {
      code: 'mixed-output',
      line: strange.line,
      length: strange.text.length,
      message: `"${strange.text}" looks like output or prose among commands`,
      hint: 'Put the output into a fence of its own, below the words "Expected output:" to have it checked.',
    });
  }
  return promptLikeRedirect(reading) ?? alternatives(reading);
}

function outerLines({ script, shell }: Reading): readonly ScriptLine[] {
  return script
    .split('\n')
    .map((text, index) => ({ line: index + 1, text: text.trim() }))
    .filter(
      ({ line, text }) => text !== '' && !shell.innerLines.has(line) && (!text.startsWith('#') || /^#{2,} /.test(text)),
    );
}

function isContinuation({ script }: Reading, line: number): boolean {
  return /(\\|\||&&)\s*$/.test(script.split('\n')[line - 2] ?? '');
}

/** `> kubectl get pods` overwrites a file called kubectl. */
function promptLikeRedirect(reading: Reading): Verdict | undefined {
  const found = outerLines(reading).find(({ text }) => isKnownProgram(/^> *([\w.-]+)( |$)/.exec(text)?.[1] ?? ''));
  if (found === undefined) return undefined;
  return shown(reading.action, 7, {
    code: 'mixed-output',
    line: found.line,
    length: found.text.length,
    message: `"${found.text}" begins with a prompt that the shell takes for a redirection`,
    hint: 'Leave the prompt out of every line.',
  });
}

const orComment = /^#+\s*(-+\s*)?(or\b|OR\b|alternatively\b|alternative\s*\d|option\s+[a-z0-9]+\b|if you prefer\b)/i;

/** `# or …`, `# alternatively`: a comment that says that the lines below it are another way. */
export function isAlternative(comment: string): boolean {
  return orComment.test(comment);
}

/** Ways of which one is meant, all in one fence: they would all run. */
function alternatives(reading: Reading): Verdict | undefined {
  const found = reading.shell.comments.find(({ text }) => isAlternative(text));
  if (found === undefined || reading.invocations.length < 2) return undefined;
  return shown(reading.action, 7, {
    code: 'alternatives-in-one-fence',
    line: found.position.line,
    column: found.position.column,
    length: found.text.length,
    message: `"${found.text}" begins an alternative, and everything in this fence would run`,
    hint: 'Write "# Option A: ..." above each way, or give each a fence with {option="A: ..."}.',
  });
}
