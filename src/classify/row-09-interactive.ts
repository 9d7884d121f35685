import { assumedEffect } from './assumed-effect.ts';
import { invocationText } from './invocations.ts';
import { openingOf } from './opening.ts';
import type { Reading } from './reading.ts';
import { interactiveOf } from './session.ts';
import { handedOff, type Verdict } from './verdict.ts';

/** A program that needs a person at a terminal is the responder's, unless the author marked the fence `interactive`. */
export function interactive(reading: Reading): Verdict | undefined {
  if (reading.action.interactive) return undefined;
  for (const invocation of reading.invocations) {
    const session = interactiveOf(invocation);
    if (session === undefined) continue;
    const effect = assumedEffect(reading);
    return handedOff(
      reading.action,
      {
        row: 9,
        script: reading.script,
        effect,
        ...session,
        opens: openingOf(reading, reading.script, { ...session, least: 'write' }),
      },
      {
        code: 'interactive-in-fence',
        line: invocation.command.position.line,
        column: invocation.command.position.column,
        message: `"${invocationText(invocation)}" waits for a person at a terminal`,
        hint: 'Run it without its prompt (`-c`, `--`), or write {interactive} with an effect to be given the terminal.',
      },
    );
  }
  return undefined;
}
