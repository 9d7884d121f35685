import type { Opening } from '../runbook/disposition.ts';
import { looksLikeSql } from '../sql/sql-effect.ts';
import { type Invocation, invocationText } from './invocations.ts';
import { isKnownProgram } from './known-programs.ts';
import { openingOf } from './opening.ts';
import type { Reading } from './reading.ts';
import type { ScriptLine } from './script-line.ts';
import { sessionOf } from './session.ts';
import { type Finding, refused, type Verdict } from './verdict.ts';

/** Commands typed below `kubectl exec -it`, `ssh host` or `psql`, and SQL or Ruby among shell: they would run in the wrong place. */
export function contextSwitch(reading: Reading): Verdict | undefined {
  return belowSession(reading) ?? amongShell(reading);
}

function belowSession(reading: Reading): Verdict | undefined {
  const opening = reading.invocations.find((invocation) => sessionOf(invocation) !== undefined);
  if (opening === undefined) return undefined;
  const session = invocationText(opening);
  const below = firstTextBelow(reading, opening.command.endOffset);
  if (below === undefined) return undefined;
  const finding: Finding = {
    code: 'commands-after-context-switch',
    line: below.line,
    length: below.text.length,
    message: `"${below.text}" stands below "${session}" and would run on this machine, not in that session`,
    hint: looksLikeSql(below.text)
      ? 'Put the SQL into an ```sql fence of its own and the shell commands into another.'
      : 'Give the command to the session itself, as in `... -- sh -c "command"`, or put each part into a fence of its own.',
  };
  return refused(reading.action, 8, finding, openedFirst(reading, opening));
}

/** The command that opens the session, where nothing stands before it: the rest is for a person to type. */
function openedFirst(reading: Reading, opening: Invocation): Opening | undefined {
  const session = sessionOf(opening);
  const script = reading.script.slice(0, opening.command.endOffset);
  if (session === undefined || reading.invocations[0] !== opening) return undefined;
  return openingOf(reading, script, { ...session, least: 'write' });
}

/** The first line below that is a command, or a comment that looks like one behind a root prompt. */
function firstTextBelow(reading: Reading, offset: number): ScriptLine | undefined {
  const firstLine = reading.script.slice(0, offset).split('\n').length;
  const lines = reading.script.split('\n').map((text, index) => ({ line: index + 1, text: text.trim() }));
  const below = lines.slice(firstLine).filter(({ text }) => text !== '' && !isLeaving(text));
  const onSameLine = textBehind(reading.script, offset);
  if (onSameLine !== undefined) return { line: firstLine, text: onSameLine };
  return below.find(({ text }) => !text.startsWith('#') || isKnownProgram(/^#+\s*(\S+)/.exec(text)?.[1] ?? ''));
}

/** `ssh host; uptime` and `su - app && restart`. */
function textBehind(script: string, offset: number): string | undefined {
  const rest = script.slice(offset).split('\n', 1)[0] ?? '';
  const match = /^\s*(;|&&)\s*([^\s#].*)$/.exec(rest);
  return match?.[2];
}

/** What ends a session. */
export function isLeaving(text: string): boolean {
  return /^(exit|logout|quit|\\q|exit\(\))( *#.*)?;?$/.test(text);
}

function amongShell(reading: Reading): Verdict | undefined {
  const lines = reading.script.split('\n').map((text, index) => ({ line: index + 1, text: text.trim() }));
  const outer = lines.filter(
    ({ line, text }) => text !== '' && !text.startsWith('#') && !reading.shell.innerLines.has(line),
  );
  const strange = outer.filter(({ text }) => looksLikeSql(text) || looksLikeRuby(text));
  const [first] = strange;
  if (first === undefined || !outer.some(({ text }) => isKnownProgram(text.split(/\s/, 1)[0] ?? ''))) return undefined;
  return refused(reading.action, 8, {
    code: 'commands-after-context-switch',
    line: first.line,
    length: first.text.length,
    message: `"${first.text}" is no shell command and stands among shell commands`,
    hint: 'Put each language into a fence of its own, ```sql for SQL.',
  });
}

/** Lines of a Rails console: `Order.where(…)`, `user = User.find(1)`. */
export function looksLikeRuby(line: string): boolean {
  return /^([a-z_]+ = )?[A-Z]\w*(::[A-Z]\w*)*\.[a-z_]+[!?]?(\(|\.|$|\s+\w+:)/.test(line.trim());
}
