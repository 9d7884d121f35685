import type { Invocation } from '../classify/invocations.ts';
import { type Edit, type Fix, suggestedFix } from '../diagnostics/fix.ts';
import type { DeclaredInput } from './declare-input.ts';
import type { Script } from './script.ts';

interface Replacement {
  readonly title: string;
  readonly text: string;
  /** An input that the text reads. */
  readonly input?: DeclaredInput;
}

/** Another command in the place of this one; undefined where it is wrapped in something, or where its input has no place. */
export function replaceCommand(script: Script, invocation: Invocation, wanted: Replacement): Fix | undefined {
  const { command, nested, through } = invocation;
  if (nested || through.length > 0 || command.assignments.length > 0) return undefined;
  const declared: readonly Edit[] | undefined = wanted.input === undefined ? [] : script.declare(wanted.input);
  if (declared === undefined) return undefined;
  const place = script.rangeOf(command.position.offset, command.endOffset);
  return suggestedFix(wanted.title, { place, text: wanted.text }, ...declared);
}

export const versionInput: DeclaredInput = { name: 'version', type: 'semver', prompt: 'Version to restore' };
