import type { Action } from '../runbook/action.ts';
import { findForeignPlaceholder } from './find-foreign-placeholders.ts';
import { positionIn } from './position-in.ts';
import { nameOfInput } from './substitute-placeholders.ts';
import { refused, type Verdict } from './verdict.ts';

/** A placeholder in a statement, a request or a program would go out as it stands: nothing can take its place there. */
export function foreignPlaceholder(action: Action): Verdict | undefined {
  const found = findForeignPlaceholder(action);
  if (found === undefined) return undefined;
  const name = nameOfInput(found.description);
  return refused(action, 11, {
    code: 'unresolved-placeholder',
    ...positionIn(action.source, found.start),
    length: found.text.length,
    message: `${found.text} is not filled in and would go out as it stands`,
    hint: `Declare an input "${name}" and ${waysToRead(name)[action.kind]} in its place.`,
  });
}

function waysToRead(name: string): Readonly<Record<Action['kind'], string>> {
  const variable = name.toUpperCase();
  return {
    shell: `write "$${variable}"`,
    sql: `write current_setting('runbook.${name}')`,
    http: `write $${variable}`,
    program: `read the environment variable ${variable}`,
  };
}
