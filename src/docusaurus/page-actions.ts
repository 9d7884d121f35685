import type { Action } from '../runbook/action.ts';
import { actionNotes } from '../runbook/action-notes.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Disposition, Dispositions, Placeholder } from '../runbook/disposition.ts';
import { variableOf } from '../runbook/input.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { PageAction } from './page.ts';
import { onPage, type PageIds } from './page-ids.ts';
import { type KnownPlaceholder, pageScript } from './page-script.ts';

interface Judged {
  readonly runbook: Runbook;
  readonly dispositions: Dispositions;
  readonly ids: PageIds;
}

/** What a page says of the actions of a runbook, by what they are called there. */
export function pageActions({ runbook, dispositions, ids }: Judged): readonly (readonly [string, PageAction])[] {
  const declared = runbook.inputs.map(({ name }) => ({ variable: variableOf(name) }));
  return allActionsOf(runbook).map((action) => [
    onPage(action.address, ids),
    actionOf(action, dispositions.get(action.address), declared),
  ]);
}

function actionOf(action: Action, may: Disposition | undefined, declared: readonly KnownPlaceholder[]): PageAction {
  const { source, language, kind, role, expect, check } = action;
  const script = may?.may === 'run' || may?.may === 'be-handed-off' ? may.script : undefined;
  const isOther = script !== undefined && kind === 'shell' && script !== source;
  return {
    ...{ source, language, kind, role, check },
    expect: expect?.lines,
    effect: may?.may === 'run' || may?.may === 'be-handed-off' ? may.effect : undefined,
    assumed: may?.may === 'run' && may.assumed,
    refused: may?.may === 'be-refused' && !action.never ? (may.reasons[0] ?? 'it is not understood') : undefined,
    opens: may?.may === 'be-handed-off' ? may.program : undefined,
    notes: notesOf(action, may),
    script: isOther
      ? pageScript(source, script, [...declared, ...(may === undefined ? [] : placeholdersOf(may))])
      : undefined,
  };
}

/** What the plan says of it in the terminal, and what becomes of its answer. */
function notesOf(action: Action, may: Disposition | undefined): readonly string[] {
  const { onlyIn, confirm, capture, secret, interactive } = action;
  const isTyped = confirm === 'typed' || (may?.may === 'run' && may.effect === 'destructive');
  return [
    may?.may === 'be-shown' ? `shown, not run: ${may.reasons[0] ?? 'documentation'}` : undefined,
    onlyIn === undefined ? undefined : `only in ${onlyIn}`,
    ...actionNotes(action),
    interactive ? 'at the terminal' : undefined,
    isTyped ? 'asks to type the name of its target' : confirm === 'key' ? 'asks before' : undefined,
    action.kind === 'program' ? `run by ${action.interpreter.join(' ')}` : undefined,
    action.kind === 'http' && action.expectStatus !== undefined ? `expects status ${action.expectStatus}` : undefined,
    action.kind === 'http' && action.expectBody !== undefined
      ? `expects ${action.expectBody} in the answer`
      : undefined,
    capture === undefined ? undefined : `gives $${variableOf(capture)}`,
    secret === undefined ? undefined : `gives $${variableOf(secret)}, a secret`,
  ].filter((note) => note !== undefined);
}

/** What a person is asked for before it runs. */
export function placeholdersOf(may: Disposition): readonly Placeholder[] {
  if (may.may === 'run') return may.placeholders;
  return may.may === 'be-handed-off' ? (may.opens?.placeholders ?? []) : [];
}
