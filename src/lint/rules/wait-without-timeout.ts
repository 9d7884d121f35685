import type { Invocation } from '../../classify/invocations.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import { helmWait, type Wait, waitOf, waitsForEver } from '../endless-waits.ts';
import { optionText } from '../kubectl.ts';
import type { Finding, Rule } from '../rule.ts';
import type { Script } from '../script.ts';

export const waitWithoutTimeout: Rule = {
  code: 'wait-without-timeout',
  preset: 'recommended',
  on: 'script',
  title: 'A command waits for something that may never come, without a limit.',
  why: `A rollout that cannot finish is waited for until the progress deadline, ten minutes by default and twice the budget of a
rollback; a loop waits for ever. Give the wait a limit a little above its budget, so that the failure is seen while there is time.`,
  bad: { as: 'bash', text: 'kubectl rollout status deployment/shop' },
  good: { as: 'bash', text: 'kubectl rollout status deployment/shop --timeout=2m' },
  *check(script) {
    if (isLimited(script)) return;
    for (const invocation of script.invocations) {
      const waiting = waitOf(invocation) ?? (script.isRollback ? helmWait(invocation) : undefined);
      if (waiting === undefined) continue;
      yield {
        place: script.placeOf(invocation.command.position, invocation.program),
        message: `${waiting.what} waits ${waiting.limit}; the step hangs while the budget runs out.`,
        hint: hintOf(waiting, script),
        fix: limit(script, invocation, waiting),
      };
    }
    yield* loopsOf(script);
  },
};

/** `until=` and `timeout=` of the fence end it. */
function isLimited({ action }: Script): boolean {
  return action?.timeoutMs !== undefined || action?.until !== undefined;
}

function hintOf({ option }: Wait, { isFile }: Script): string {
  const around = isFile ? 'put "timeout 2m" in front of it' : 'write {timeout=2m} behind the language of the fence';
  return option === undefined ? `${upperFirst(around)}.` : `Add ${option}, or ${around}.`;
}

/** Behind its other words; where a limit is written that is none, a person has to look. */
function limit({ rangeOf }: Script, { command, nested, args }: Invocation, { option }: Wait): Fix | undefined {
  if (nested || option === undefined || optionText(args, '--timeout') !== undefined) return undefined;
  const end = command.words.at(-1);
  if (end === undefined) return undefined;
  const at = end.position.offset + end.text.length;
  return suggestedFix('Limit the wait', { place: rangeOf(at, at), text: ` ${option}` });
}

function* loopsOf({ shell, invocations, placeOf, isFile }: Script): Iterable<Finding> {
  for (const [index, loop] of shell.loops.entries()) {
    const next = shell.loops[index + 1]?.position.offset ?? Number.POSITIVE_INFINITY;
    const sleeps = invocations.some(
      ({ program, command: { inside, position } }) =>
        program === 'sleep' &&
        inside.includes('loop') &&
        position.offset > loop.position.offset &&
        position.offset < next,
    );
    if (!waitsForEver(loop, { sleeps })) continue;
    const around = isFile ? 'Count its turns' : 'Write {until=60s every=2s} instead of the loop, or count its turns';
    yield {
      place: placeOf(loop.position, loop.kind),
      message: 'The loop waits for ever where this never comes true; the step hangs while the budget runs out.',
      hint: `${around}, or put it into timeout 60 bash -c '…'.`,
    };
  }
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
