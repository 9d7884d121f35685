import { assumedEffect } from './assumed-effect.ts';
import { type Invocation, writtenText } from './invocations.ts';
import { endsWithItsReader, isEndless } from './is-endless.ts';
import { openingOf } from './opening.ts';
import type { Reading } from './reading.ts';
import { type Finding, handedOff, type Verdict } from './verdict.ts';

/** What never ends by itself is the responder's, unless the author gave a timeout or marked it `background`. */
export function nonTerminating(reading: Reading): Verdict | undefined {
  const { action } = reading;
  if (action.background || action.interactive || action.timeoutMs !== undefined) return undefined;
  const invocation = reading.invocations.find(
    (candidate) =>
      isEndless(candidate) &&
      !endsWithItsReader(candidate, reading.invocations) &&
      mayStayInBackground(reading, candidate),
  );
  if (invocation !== undefined) {
    const { position } = invocation.command;
    const text = writtenText(invocation);
    const program = invocation.through.includes('watch') ? 'watch' : invocation.program;
    return verdict(reading, program, finding(position.line, position.column, `"${text}" does not end by itself`));
  }
  const loop = reading.shell.loops.find(({ kind, condition, canLeave }) => !canLeave && isForever(kind, condition));
  if (loop === undefined) return undefined;
  return verdict(reading, loop.kind, finding(loop.position.line, loop.position.column, 'This loop has no end'));
}

function finding(line: number, column: number, message: string): Finding {
  const hint = 'Leave out the following or watching option, or write {timeout=30s} or {background}.';
  return { code: 'non-terminating', line, column, message, hint };
}

function verdict(reading: Reading, program: string, found: Finding): Verdict {
  const effect = assumedEffect(reading);
  const session = { program, wayOut: 'Ctrl-C' };
  const opens = openingOf(reading, reading.script, { ...session, least: 'read' });
  return handedOff(reading.action, { row: 10, script: reading.script, effect, ...session, opens }, found);
}

/** An author who states an effect and writes `&` has decided so. */
function mayStayInBackground({ action }: Reading, { command }: Invocation): boolean {
  return action.effect === undefined || !command.background;
}

function isForever(kind: 'for' | 'while' | 'until', condition: string): boolean {
  switch (kind) {
    case 'for':
      return false;
    case 'while':
      return /^(true|:|1|\[ *1 *\]|\(\( *1 *\)\))?$/.test(condition.trim());
    case 'until':
      return condition.trim() === 'false';
  }
}
