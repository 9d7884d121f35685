import type { Disposition } from '../runbook/disposition.ts';
import { matchesAny } from './command-pattern.ts';
import { type Invocation, invocationText } from './invocations.ts';
import type { Reading } from './reading.ts';
import { isLeaving } from './row-08-context-switch.ts';
import { sessionOf } from './session.ts';
import { shellsElsewhere } from './tables/interactive-programs.ts';

/** The command whose shell, on another machine or account, is still open when a fence has been done. */
export function shellLeftOpen(reading: Reading, { may }: Disposition): string | undefined {
  const lines = reading.script.split('\n').map((text) => text.trim());
  if (isLeaving(lines.findLast((text) => text !== '' && !text.startsWith('#')) ?? '')) return undefined;
  const opening = lastOwn(reading.invocations);
  if (opening !== undefined && opensShellElsewhere(opening)) return invocationText(opening);
  // Nothing was run here, so that the shell above is where it went on.
  const isDoneElsewhere = reading.action.effect === undefined && (may === 'be-refused' || may === 'be-shown');
  return isDoneElsewhere ? reading.surroundings.openedAbove : undefined;
}

function lastOwn(invocations: readonly Invocation[]): Invocation | undefined {
  return invocations.findLast(({ nested, command }) => !nested && !command.inside.includes('substitution'));
}

function opensShellElsewhere(invocation: Invocation): boolean {
  if (sessionOf(invocation) === undefined) return false;
  const { program, args } = invocation;
  if (matchesAny(invocation, shellsElsewhere)) return true;
  const opensContainer = /^(docker|podman|nerdctl|docker-compose|crictl|ctr|kubectl|k|oc)$/.test(program);
  return opensContainer && args.some(({ literal }) => /^(.*\/)?((ba|z|da|a|k|fi)?sh|su)$/.test(literal ?? ''));
}
