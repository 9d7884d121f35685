import { type Classification, classify } from '../classify/classify.ts';
import { targetMismatches } from '../classify/target-mismatch.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../diagnostics/place.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Disposition, Dispositions } from '../runbook/disposition.ts';
import type { Environment } from '../runbook/environment.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { ShellParser } from '../shell/shell-script.ts';
import { withShellParser } from './with-shell-parser.ts';

/** What may be done with each action, and every literal target in a command that is not the environment's. */
export function classifyActions(runbook: Runbook, environment: Environment | undefined): Promise<Classification> {
  return withShellParser((parse) => classifyWith(parse, runbook, environment));
}

function classifyWith(parse: ShellParser, runbook: Runbook, environment: Environment | undefined): Classification {
  const knownVariables = new Set(Object.keys(process.env));
  const { dispositions, diagnostics } = classify(runbook, parse, { knownVariables, environment });
  return { dispositions, diagnostics: [...diagnostics, ...mismatches(runbook, environment, dispositions, parse)] };
}

function mismatches(
  runbook: Runbook,
  environment: Environment | undefined,
  dispositions: Dispositions,
  parse: ShellParser,
): readonly Diagnostic[] {
  if (environment?.kubernetes === undefined && environment?.database === undefined) return [];
  return allActionsOf(runbook).flatMap((action) => {
    const may = dispositions.get(action.address);
    const script = may === undefined ? undefined : scriptGivenOut(may);
    if (action.kind !== 'shell' || script === undefined) return [];
    return targetMismatches(parse(script), environment, parse).map(({ line, column, flag, value, expected }) => {
      const place = placeAt(action.place.line + line - 1, action.place.column + column - 1, value.length);
      const written = value === '' ? flag : `${flag} ${value}`;
      const message = `${written} is not the target of ${environment.name}, which is ${expected}`;
      const hint = `Leave ${flag} out: the environment sets it. Or run with another --env.`;
      return diagnose('target-mismatch', place, message, hint);
    });
  });
}

/** What may come to be run: by the program, or in a terminal that a person is given. */
function scriptGivenOut(may: Disposition): string | undefined {
  switch (may.may) {
    case 'run':
    case 'be-handed-off':
      return may.script;
    case 'be-refused':
      return may.opens?.script;
    case 'be-shown':
      return undefined;
  }
}
