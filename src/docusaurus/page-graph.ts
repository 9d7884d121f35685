import { layoutGraph } from '../graph/layout-graph.ts';
import type { StepGraph } from '../graph/step-graph.ts';
import { formatBudget } from '../runbook/budget.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { PageGraph } from './page.ts';
import { onPage, type PageIds } from './page-ids.ts';
import { procedureWords } from './procedure-words.ts';

interface Ordered {
  readonly runbook: Runbook;
  /** Its name in `FILE#heading`, where there are several. */
  readonly slug: string | undefined;
  readonly graph: StepGraph;
  readonly ids: PageIds;
}

/** The order of its steps, laid out; of one step there is nothing to draw. */
export function pageGraphs({ runbook, graph, ids, slug }: Ordered): readonly PageGraph[] {
  if (graph.nodes.length < 2) return [];
  const steps = new Map(runbook.steps.map((step) => [step.id, step]));
  const { nodes, edges, width, height } = layoutGraph(graph);
  const numbers = new Map(graph.order.map((id, index) => [id, index + 1]));
  const turns = new Map(graph.nodes.map(({ id, turn }) => [id, turn]));
  return [
    {
      title: slug === undefined ? undefined : procedureWords(slug),
      ...{ width, height },
      nodes: nodes.map(({ id, x, y, isCritical }) => {
        const step = steps.get(id);
        const number = numbers.get(id);
        return {
          ...{
            id: onPage(id, ids),
            x,
            y,
            isCritical,
            anchor: step?.anchor || onPage(id, ids),
            turn: turns.get(id) ?? 'never',
          },
          label: number === undefined ? (step?.title ?? id) : `${number} ${step?.title ?? id}`,
          budget: step?.budget === undefined ? 'no budget' : formatBudget(step.budget),
        };
      }),
      edges: edges.map(({ kind, isCritical, path }) => ({ kind, isCritical, path })),
      sums: sumsOf(graph),
    },
  ];
}

/** `4:50 in all, at least 4:20 however many people work at once`; what promises nothing is no part of a sum. */
function sumsOf({ inAll, longestPath }: StepGraph): string {
  const without = inAll.withoutBudget.length;
  if (without === inAll.steps.length) return 'without budgets';
  const [all, least] = [formatBudget(inAll), formatBudget(longestPath)];
  const sums = all === least ? `${all} in all` : `${all} in all, and at least ${least} however many work at once`;
  return without === 0 ? sums : `${sums}, and ${without} without a budget`;
}
