import { wrapText } from '../diagnostics/wrap-text.ts';
import { formatBudget } from '../runbook/budget.ts';
import { formatClock } from '../runbook/duration.ts';
import type { Proof } from '../runner/prover.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { hanging } from './card-text.ts';
import { fitRow } from './fit-row.ts';
import { cutMiddle, rule } from './rule.ts';

export interface StartFacts {
  readonly proofs: readonly Proof[];
  /** What the tool checked, and how many of it are met. */
  readonly ready: { readonly met: number; readonly all: readonly string[]; readonly problems: readonly string[] };
  /** What a person must know before pressing: refused steps, findings. */
  readonly looks: readonly string[];
  readonly effectOf: (step: string) => string;
  /** Puts the values that were given into the words of the runbook. */
  readonly fill: (text: string) => string;
}

/** The start screen: what it is for, against what, whether everything is there, and which steps will come. */
export function startLines(plan: RunPlan, facts: StartFacts): readonly string[] {
  return startRows(plan, facts).flatMap(fitRow);
}

function startRows(plan: RunPlan, facts: StartFacts): readonly string[] {
  const { runbook, environment, graph } = plan;
  const { purpose, whenToUse } = runbook.metadata;
  return [
    rule('=', runbook.name, environment === undefined ? [] : [environment.name.toUpperCase()]),
    ...(purpose === undefined ? [] : wrapped(facts.fill(purpose))),
    ...(whenToUse === undefined ? [] : wrapped(`Use when: ${facts.fill(whenToUse)}`)),
    '',
    ...targetLines(facts.proofs),
    ...readyLines(facts),
    ...facts.looks.flatMap((look) => hanging('LOOK', look)),
    '',
    ...graph.order.map((id, index) => stepRow(id, index, plan, facts)),
    ...(runbook.criteria.length === 0
      ? []
      : [`    ${(runbook.criteriaTitle ?? 'Success Criteria').padEnd(31)}${runbook.criteria.length} to answer`]),
    `    ${runbook.budget === undefined ? 'no budget' : `budget ${formatClock(runbook.budget.upperMs)}`}   steps ${formatBudget(graph.inAll)}`,
  ];
}

function wrapped(text: string): readonly string[] {
  return wrapText(text, 78).map((line) => ` ${line}`);
}

function targetLines(proofs: readonly Proof[]): readonly string[] {
  return proofs.flatMap(({ target, ...proof }, index) => {
    const head = index === 0 ? ' target    ' : '           ';
    const word = proof.outcome === 'proved' ? 'proved' : proof.outcome === 'changed' ? 'WRONG TARGET' : 'NOT PROVED';
    const why = proof.outcome === 'proved' ? [] : hanging('', proof.detail);
    if (target.kind === 'kubernetes')
      return [
        ...proofRow(`${head}cluster   ${target.server}`, word),
        `           namespace ${target.namespace}`,
        ...why,
      ];
    return [...proofRow(`${head}database  ${target.name} at ${target.host}, ${target.role}`, word), ...why];
  });
}

/** The word stands at the right, below a text that leaves no room for it. */
function proofRow(text: string, word: string): readonly string[] {
  const column = 78 - word.length;
  return text.length < column ? [text.padEnd(column) + word] : [text, word.padStart(78)];
}

function readyLines({ ready }: StartFacts): readonly string[] {
  if (ready.all.length === 0) return [];
  return [
    ...hanging('ready', `${ready.met} of ${ready.all.length}: ${ready.all.join(', ')}`),
    ...ready.problems.flatMap((problem) => hanging('NOT MET', problem)),
  ];
}

function stepRow(id: string, index: number, plan: RunPlan, facts: StartFacts): string {
  const step = plan.runbook.steps.find((one) => one.id === id);
  if (step === undefined) return '';
  const options = step.body.flatMap((node) => (node.node === 'choice' ? [`${node.options.length} options`] : []));
  const special = step.condition !== undefined || step.when !== undefined ? 'only if' : (options[0] ?? '');
  const budget = step.budget === undefined ? '' : formatBudget(step.budget);
  return ` ${String(index + 1).padEnd(2)} ${cutMiddle(facts.fill(step.title), 30).padEnd(30)} ${facts.effectOf(id).padEnd(13)} ${special.padEnd(13)} ${budget}`.trimEnd();
}
