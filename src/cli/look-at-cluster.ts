import { type KubernetesApi, openKubernetes } from '../adapters/kubernetes-api.ts';
import { KubernetesError } from '../adapters/kubernetes-error.ts';
import { namedObjects } from '../classify/named-objects.ts';
import { withShellParser } from '../project/with-shell-parser.ts';
import { getIfThere } from '../rollback/objects/get-if-there.ts';
import { type OtherHand, otherHands } from '../rollback/workload/other-hands.ts';
import { withTemplate } from '../rollback/workload/template-holder.ts';
import { parseWorkloadName, pathOf, type WorkloadName, workloadText } from '../rollback/workload/workload-name.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { dispositionOf, type RunPlan } from '../runner/run-plan.ts';

/** Who would take back what a runbook changes in its cluster, or has to be asked to change it; one sentence each. */
export async function lookAtCluster(
  plan: RunPlan,
  kubeconfig: string,
  variables: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  if (allActionsOf(plan.runbook).every(({ address }) => effectOf(plan, address) === 'read')) return [];
  const names = await namedWorkloads(plan, variables);
  if (names.length === 0) return [];
  try {
    const api = await openKubernetes([kubeconfig], {});
    const looks = await Promise.all(names.map((name) => looksAt(name, api)));
    return looks.flat();
  } catch (error) {
    // That nobody could look is no reason not to begin.
    if (error instanceof KubernetesError) return [];
    throw error;
  }
}

function effectOf(plan: RunPlan, address: string): string {
  const may = dispositionOf(plan, address);
  return may.may === 'run' ? may.effect : 'read';
}

async function namedWorkloads(
  plan: RunPlan,
  variables: Readonly<Record<string, string>>,
): Promise<readonly WorkloadName[]> {
  const values = new Map(Object.entries(variables));
  const scripts = allActionsOf(plan.runbook).flatMap(({ kind, source }) => (kind === 'shell' ? [source] : []));
  const objects = await withShellParser((parse) =>
    scripts.flatMap((script) => [...namedObjects(parse(script), values, parse)]),
  );
  const { service } = plan.runbook;
  const named = [...(service === undefined ? [] : [service]), ...objects];
  const names = named.map(parseWorkloadName).flatMap((name) => ('kind' in name ? [name] : []));
  return [...new Map(names.map((name) => [workloadText(name), name])).values()];
}

async function looksAt(name: WorkloadName, api: KubernetesApi): Promise<readonly string[]> {
  const path = pathOf(name, api.namespace);
  const found = await getIfThere(path, api, ['not-found', 'denied']);
  if (found === undefined) return [];
  const { holder } = await withTemplate(name, found, api);
  const hands = await otherHands(holder.name, holder.object, api);
  return hands.flatMap((hand) => lookText(hand, workloadText(name)));
}

function lookText({ effect, who, instead }: OtherHand, workload: string): readonly string[] {
  switch (effect) {
    case 'reverts':
      return [
        `${who} keeps ${workload} in sync and will put the other version back. Before: ${instead}, or roll back by runbook app undo --suspend.`,
      ];
    case 'refused':
      return [`${who} decides what ${workload} runs. Instead of a rollback of it: ${instead}.`];
    case 'suspended':
      return [];
  }
}
