import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { VariableUse } from '../shell/shell-script.ts';
import { findBracedNames } from './find-braced-names.ts';
import { type FoundPlaceholder, findPlaceholders } from './find-placeholders.ts';
import { findStandIns } from './find-stand-ins.ts';
import { isShellVariable } from './known-variables.ts';
import { positionIn } from './position-in.ts';
import { type Reading, readScript } from './reading.ts';
import { substitutePlaceholders } from './substitute-placeholders.ts';
import { diagnoseIn, refused, type Verdict } from './verdict.ts';

/** The script as it goes on: with variables for placeholders, or refused. */
type Resolved =
  | { readonly state: 'refused'; readonly verdict: Verdict }
  | { readonly state: 'resolved'; readonly reading: Reading; readonly diagnostics: readonly Diagnostic[] };

/** Placeholders become variables; where that cannot be done safely, or a variable is never assigned, nothing may run. */
export function resolvePlaceholders(reading: Reading): Resolved {
  const found = placeholdersOf(reading);
  const stuck = found.find(cannotBeVariable);
  if (stuck !== undefined) return { state: 'refused', verdict: refuseStuck(reading, stuck) };
  const resolved = found.length === 0 ? reading : substituted(reading, found);
  const unassigned = neverAssigned(resolved);
  if (unassigned !== undefined) return { state: 'refused', verdict: refuseUnassigned(resolved, unassigned) };
  const diagnostics = resolved.placeholders.map((placeholder) => {
    const { line, column } = positionIn(
      reading.script,
      found.find(({ text }) => text === placeholder.text)?.start ?? 0,
    );
    return diagnoseIn(reading.action, {
      code: 'unresolved-placeholder',
      line,
      column,
      length: placeholder.text.length,
      message: `${placeholder.text} is asked for when the action's turn comes`,
      hint: `Declare an input "${placeholder.name}" and write "$${placeholder.variable}".`,
    });
  });
  return { state: 'resolved', reading: resolved, diagnostics };
}

function placeholdersOf(reading: Reading): readonly FoundPlaceholder[] {
  const written = withoutOverlap([...findPlaceholders(reading.script), ...findBracedNames(reading.script)]);
  if (reading.action.effect !== undefined) return written;
  return withoutOverlap([...written, ...findStandIns(reading, written)]);
}

function withoutOverlap(found: readonly FoundPlaceholder[]): readonly FoundPlaceholder[] {
  let end = 0;
  return found
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((placeholder) => {
      if (placeholder.start < end) return false;
      end = placeholder.end;
      return true;
    });
}

function isEllipsis({ text, quoting }: FoundPlaceholder): boolean {
  return quoting === 'none' && /^(\.\.\.|…)$/.test(text);
}

function cannotBeVariable(found: FoundPlaceholder): boolean {
  return found.quoting === 'single' || found.quoting === 'here-document' || isEllipsis(found);
}

function refuseStuck({ action, script }: Reading, found: FoundPlaceholder): Verdict {
  const { line, column } = positionIn(script, found.start);
  const place = { line, column, length: found.text.length };
  if (isEllipsis(found)) {
    const message = `"${found.text}" stands for something that is not written`;
    return refused(action, 11, { code: 'unresolved-placeholder', ...place, message, hint: 'Write the command out.' });
  }
  const where = found.quoting === 'single' ? 'single quotes' : 'a here-document';
  return refused(action, 11, {
    code: 'placeholder-in-quotes',
    ...place,
    message: `${found.text} stands in ${where}, where no variable can take its place safely`,
    hint: 'Declare an input and read its variable outside of single quotes.',
  });
}

function substituted(reading: Reading, found: readonly FoundPlaceholder[]): Reading {
  const taken = new Set([...reading.shell.assigned, ...reading.surroundings.earlier.keys()]);
  const { script, placeholders } = substitutePlaceholders(reading.script, found, taken);
  const asked = placeholders.filter(({ variable }) => !reading.surroundings.inputs.has(variable));
  const names = new Set(placeholders.map(({ variable }) => variable));
  const known = new Set([...reading.surroundings.known, ...names]);
  return { ...readScript(reading.action, script, { ...reading.surroundings, known }), placeholders: asked };
}

function refuseUnassigned({ action }: Reading, { name, position }: VariableUse): Verdict {
  return refused(action, 11, {
    code: 'variable-never-assigned',
    line: position.line,
    column: position.column,
    length: name.length + 1,
    message: `$${name} is never given a value`,
    hint: `Declare an input "${name.toLowerCase()}", list ${name} under requires: env, or write \${${name}:-} where it may be empty.`,
  });
}

function neverAssigned({ shell, invocations, surroundings }: Reading): VariableUse | undefined {
  const reads = invocations.some(({ program }) => /^(source|\.|eval)$/.test(program));
  if (reads || surroundings.openEnded.length > 0 || shell.syntax.state !== 'valid') return undefined;
  const setsArguments = invocations.some(({ program }) => program === 'set' || program === 'shift');
  const assigned = new Set(shell.assigned);
  return shell.used.find((use) => {
    if (/^\d+$/.test(use.name)) return isLostArgument(use, setsArguments);
    if (use.hasDefault || isShellVariable(use.name)) return false;
    return !assigned.has(use.name) && !surroundings.known.has(use.name) && !surroundings.earlier.has(use.name);
  });
}

/** `$1` outside of a function has no value; `deployment/$0` is a template that nobody filled in. */
function isLostArgument({ name, inFunction, hasDefault, isWholeWord }: VariableUse, setsArguments: boolean): boolean {
  if (inFunction || hasDefault) return false;
  return name === '0' ? !isWholeWord : !setsArguments;
}
