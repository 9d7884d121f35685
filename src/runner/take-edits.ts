import type { RunState } from '../events/run-state.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Disposition, Dispositions } from '../runbook/disposition.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { withSources } from '../runbook/with-sources.ts';
import type { RunPlan } from './run-plan.ts';

/** What may be done with each action of a runbook, or why it may not be run at all. */
export type Judge = (
  runbook: Runbook,
) => Promise<{ readonly dispositions: Dispositions } | { readonly refused: string }>;

/**
 * Puts other code in the place of some actions' own and works out anew what may be done with every action. The plan is
 * the same object, written to, so that whoever holds it shows what will be run. Gives the reason where the `wanted` one
 * cannot be run: nothing is changed then.
 */
export async function takeEdits(
  plan: RunPlan,
  sources: ReadonlyMap<string, string>,
  judge: Judge,
  wanted?: string,
): Promise<string | undefined> {
  if (sources.size === 0) return undefined;
  const written = plan.asWritten ?? { runbook: plan.runbook, dispositions: plan.dispositions };
  const runbook = withSources(written.runbook, sources);
  const judged = await judge(runbook);
  if ('refused' in judged) return judged.refused;
  const refusal = wanted === undefined ? undefined : refusalOf(judged.dispositions.get(wanted));
  if (refusal !== undefined) return refusal;
  const dispositions = new Map(judged.dispositions);
  for (const address of sources.keys()) {
    const may = dispositions.get(address);
    if (may !== undefined && isDestructive(address, written)) dispositions.set(address, noLessThanWritten(may));
  }
  Object.assign(plan, { runbook, dispositions, asWritten: written } satisfies Partial<RunPlan>);
  return undefined;
}

/** The code that stands for the file's own, by action. */
export function editedSources({ edits }: RunState): Map<string, string> {
  return new Map([...edits.values()].map(({ action, source }) => [action, source]));
}

function refusalOf(may: Disposition | undefined): string | undefined {
  if (may?.may === 'run' || may?.may === 'be-handed-off') return undefined;
  return may?.reasons[0] ?? 'there is nothing in it to run';
}

function isDestructive(address: string, { runbook, dispositions }: NonNullable<RunPlan['asWritten']>): boolean {
  const may = dispositions.get(address);
  if (may?.may === 'run') return may.effect === 'destructive';
  return allActionsOf(runbook).some((action) => action.address === address && action.effect === 'destructive');
}

/** An author knows more of what is lost than can be read in a command: only reads are less than what they said. */
function noLessThanWritten(may: Disposition): Disposition {
  if (may.may !== 'run' || may.effect === 'read') return may;
  const reason = 'the runbook says that the command it stands for is destructive';
  return { ...may, effect: 'destructive', reasons: [reason, ...may.reasons] };
}
