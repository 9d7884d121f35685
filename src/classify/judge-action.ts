import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Action } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import type { Effect } from '../runbook/effect.ts';
import { judgeEffect } from './judge-effect.ts';
import { type Reading, readScript, type Surroundings } from './reading.ts';
import { withoutCommands } from './row-02-output.ts';
import { mixedOutput } from './row-07-mixed-output.ts';
import { contextSwitch } from './row-08-context-switch.ts';
import { belowOpenedShell } from './row-08-opened-shell.ts';
import { interactive } from './row-09-interactive.ts';
import { nonTerminating } from './row-10-non-terminating.ts';
import { foreignPlaceholder } from './row-11-foreign-placeholder.ts';
import { resolvePlaceholders } from './row-11-placeholder.ts';
import { syntaxError } from './row-12-syntax.ts';
import { dependenciesOf } from './row-15-shared-variable.ts';
import { stripPrompts } from './strip-prompts.ts';
import { shown, shownAsIs, type Verdict } from './verdict.ts';

/** What may be done with one action, and its script as far as the table has read it. */
export interface Judged extends Verdict {
  readonly reading: Reading;
}

type Row = (reading: Reading) => Verdict | undefined;

const stoppingRows: readonly Row[] = [
  withoutCommands,
  mixedOutput,
  belowOpenedShell,
  contextSwitch,
  interactive,
  nonTerminating,
];
const stoppingRowsWhenAnnotated: readonly Row[] = [contextSwitch, interactive, nonTerminating];

/** Takes one action through the decision table. */
export function judgeAction(action: Action, surroundings: Surroundings): Judged {
  const written = readScript(action, action.kind === 'shell' ? action.source : '', surroundings);
  if (action.never) return { ...shownAsIs(0, 'Its author says run=never'), reading: written };
  if (action.kind !== 'shell') return { ...judgeOtherKind(action), reading: written };
  return judgeShell(action, written);
}

function judgeOtherKind(action: Action): Verdict {
  if (action.effect !== undefined) {
    const runnable = { disposition: annotated(action, action.effect, action.source), diagnostics: [] };
    return foreignPlaceholder(action) ?? runnable;
  }
  return shown(action, 3, {
    code: 'other-interpreter',
    line: 1,
    message: `This ${action.language || action.kind} fence states no effect and is only shown`,
    hint: 'Write {effect=read}, {effect=write} or {effect=destructive} to have it run.',
  });
}

function judgeShell(action: Action, written: Reading): Judged {
  const { surroundings } = written;
  const stripped = stripPrompts(action.source, action.language, surroundings.parse);
  if (stripped.state === 'inconsistent') {
    return { ...mixedPrompts(action, stripped.line), reading: written };
  }
  const reading = stripped.state === 'plain' ? written : readScript(action, stripped.script, surroundings);
  const rows = action.effect === undefined ? stoppingRows : stoppingRowsWhenAnnotated;
  for (const row of rows) {
    const verdict = row(reading);
    if (verdict !== undefined) return { ...verdict, reading };
  }
  return judgeFromPlaceholders(action, reading);
}

function mixedPrompts(action: Action, line: number): Verdict {
  return shown(action, 7, {
    code: 'mixed-output',
    line,
    message: 'Some lines have a prompt and this one has none',
    hint: 'Leave the prompts out, and put the output into a fence of its own.',
  });
}

function judgeFromPlaceholders(action: Action, reading: Reading): Judged {
  const resolved = resolvePlaceholders(reading);
  if (resolved.state === 'refused') return { ...resolved.verdict, reading };
  const refusal =
    syntaxError(resolved.reading) ?? (resolved.reading === reading ? undefined : sessionIn(resolved.reading));
  if (refusal !== undefined) return { ...refusal, reading: resolved.reading };
  const verdict =
    action.effect === undefined
      ? judgeEffect(resolved.reading)
      : judgeAnnotated(action, action.effect, resolved.reading);
  return {
    disposition: verdict.disposition,
    diagnostics: [...resolved.diagnostics, ...verdict.diagnostics],
    reading: resolved.reading,
  };
}

/** `ssh <host>` reads as a file that is given to ssh, until the placeholder is a variable. */
function sessionIn(reading: Reading): Verdict | undefined {
  for (const row of stoppingRowsWhenAnnotated) {
    const verdict = row(reading);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function judgeAnnotated(action: Action, effect: Effect, reading: Reading): Verdict {
  const diagnostics: readonly Diagnostic[] = [];
  const { script, placeholders } = reading;
  const disposition = {
    ...annotated(action, effect, script),
    placeholders,
    dependsOn: dependenciesOf(reading, 'suffice'),
  };
  return { disposition, diagnostics };
}

/** An author's word stands: what it does is not guessed at. */
function annotated(action: Action, effect: Effect, script: string): Runnable {
  return {
    may: 'run',
    row: 0,
    reasons: ['Its author states its effect'],
    effect,
    assumed: false,
    script,
    placeholders: [],
    allowListed: false,
    statusIsFinding: false,
    successIsFinding: false,
    masksOutput: action.secret !== undefined,
    dependsOn: [],
  };
}
