import { invocationText } from './invocations.ts';
import type { Reading } from './reading.ts';
import { type Finding, refused, type Verdict } from './verdict.ts';

/** What bash does not take, and what it takes although it is surely not what was meant. */
export function syntaxError(reading: Reading): Verdict | undefined {
  const { syntax } = reading.shell;
  const found = certainDefect(reading);
  if (found !== undefined) return refused(reading.action, 12, found);
  if (syntax.state !== 'invalid') return undefined;
  return refused(reading.action, 12, {
    code: 'shell-syntax-error',
    line: syntax.line,
    column: syntax.column,
    message: `bash cannot read this: ${syntax.message}`,
    hint: 'Correct the command; output and prose belong into a fence of their own.',
  });
}

function certainDefect(reading: Reading): Finding | undefined {
  return unquotedAmpersand(reading) ?? brokenContinuation(reading) ?? strayOption(reading) ?? typographicMark(reading);
}

function defect(line: number, column: number, message: string, hint: string): Finding {
  return { code: 'shell-syntax-error', line, column, message, hint };
}

/** `curl https://host/?a=x&b=y` sends `?a=x` in the background and assigns b. */
function unquotedAmpersand({ invocations, script }: Reading): Finding | undefined {
  const found = invocations.find(({ command, args, nested }) => {
    const last = args.at(-1);
    const isAddress = last !== undefined && !last.quoted && /\?/.test(last.text) && /:\/\/|\//.test(last.text);
    return !nested && isAddress && /^&[\w%.-]/.test(script.slice(command.endOffset));
  });
  if (found === undefined) return undefined;
  const { line, column } = found.command.position;
  const message = `The "&" in the address of "${invocationText(found)}" cuts it off there`;
  return defect(line, column, message, 'Put the address into quotes.');
}

function brokenContinuation({ script, shell }: Reading): Finding | undefined {
  const lines = script.split('\n');
  const at = lines.findIndex(
    (line, index) =>
      /[^\\]\\[ \t]+$/.test(line) && !shell.innerLines.has(index + 1) && !line.trimStart().startsWith('#'),
  );
  if (at < 0) return undefined;
  return defect(
    at + 1,
    lines[at]?.trimEnd().length ?? 1,
    'A space behind "\\" ends the command here',
    'Delete the space at the end of the line.',
  );
}

/** A line that begins with an option: the one before lacks its backslash. */
function strayOption({ shell }: Reading): Finding | undefined {
  const found = shell.commands.find(({ words }) => /^--?[A-Za-z]/.test(words[0]?.literal ?? ''));
  if (found === undefined) return undefined;
  const { line, column } = found.position;
  return defect(
    line,
    column,
    `"${found.words[0]?.text}" is an option without a command`,
    'End the line before with " \\".',
  );
}

/** Quotes and dashes as a word processor writes them. */
function typographicMark({ shell }: Reading): Finding | undefined {
  const words = shell.commands.flatMap((command) => command.words);
  const found = words.find(({ text, quoted }) => !quoted && /^[–—“”‘’]|[“”‘’]$|=[“”‘’]/.test(text));
  if (found === undefined) return undefined;
  const { line, column } = found.position;
  return defect(
    line,
    column,
    `${found.text} holds typographic quotes or dashes, which the shell does not know`,
    'Write plain " and -.',
  );
}
