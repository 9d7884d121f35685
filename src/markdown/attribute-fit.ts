import type { Fence } from '../runbook/fence.ts';
import type { FenceAttributes } from './attributes.ts';
import { type FenceKind, fenceKindOf } from './fence-kind.ts';
import { type ParseContext, report } from './parse-context.ts';

interface Misfit {
  readonly message: string;
  readonly hint: string;
}

const ofSql: readonly string[] = ['db', 'transaction'];
const ofHttp: readonly string[] = ['expect-status', 'expect-body'];
const ofPrograms: readonly string[] = ['interactive', 'background', 'cwd', 'interpreter'];
/** What says how a fence runs, or what becomes of it. */
const ofActions: readonly string[] = [
  ...['timeout', 'confirm', 'capture', 'secret', 'expect', 'until', 'retry', 'check', 'undo', 'fault', 'restore'],
  ...ofSql,
  ...ofHttp,
];
const flags = ['interactive', 'background', 'undo', 'fault', 'restore'] as const;

/** Reports each attribute that means nothing on a fence of its kind, rather than to drop it. */
export function checkFit(fence: Fence, attributes: FenceAttributes, context: ParseContext): void {
  const kind = ownKindOf(fence, attributes);
  for (const [key, place] of attributes.places) {
    if (isOff(key, attributes)) continue;
    const misfit = misfitOf(key, kind, fence.language) ?? loneEvery(key, attributes);
    if (misfit !== undefined) report(context, 'attribute-place', place, misfit.message, misfit.hint);
  }
}

/** Of its language, where that has a kind: interpreter= makes a program of anything else. */
function ownKindOf({ language }: Fence, attributes: FenceAttributes): FenceKind['kind'] {
  const { kind } = fenceKindOf(language, { ...attributes, interpreter: undefined });
  const isProgram = attributes.interpreter !== undefined && (kind === 'documentation' || kind === 'unknown');
  return isProgram ? 'program' : kind;
}

/** `interactive=false` says what is so anyway. */
function isOff(key: string, attributes: FenceAttributes): boolean {
  return flags.some((flag) => flag === key && !attributes[flag]);
}

function misfitOf(key: string, kind: FenceKind['kind'], language: string): Misfit | undefined {
  if (kind === 'unknown') return undefined;
  if (kind === 'documentation') return ofActions.includes(key) ? notRun(key, language) : undefined;
  if (ofHttp.includes(key) && kind !== 'http') {
    const hint = 'Write the request as an http fence, or say with expect="..." what must be printed.';
    return { message: `${key}= belongs to an http fence`, hint };
  }
  if (ofSql.includes(key) && kind !== 'sql')
    return { message: `${key}= belongs to an sql fence`, hint: 'Write the statements as an sql fence, or remove it.' };
  if (!ofPrograms.includes(key) || (kind !== 'sql' && kind !== 'http')) return undefined;
  const message = `${key} does not fit an ${kind} fence, which is no program`;
  return { message, hint: 'Remove it, or call the program in a bash fence.' };
}

function notRun(key: string, language: string): Misfit {
  const hint = 'Remove it, or say how to run the fence: interpreter=PROGRAM.';
  return { message: `${key} does nothing: a fence of the language "${language}" is shown, not run`, hint };
}

function loneEvery(key: string, { untilMs, places }: FenceAttributes): Misfit | undefined {
  if (key !== 'every' || untilMs !== undefined || places.has('until')) return undefined;
  return { message: 'every= does nothing without until=', hint: 'Say for how long to repeat: until=60s every=2s.' };
}
