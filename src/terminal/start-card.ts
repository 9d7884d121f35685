import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { formatBudget } from '../runbook/budget.ts';
import { formatAgo, formatClock } from '../runbook/duration.ts';
import type { Proof } from '../runner/prover.ts';
import { type Practice, stepOf } from '../runner/run-plan.ts';
import { block, type Card, type CardView } from './card.ts';
import { environmentFact, fill, hanging, indented } from './card-text.ts';
import { cutMiddle, rule } from './rule.ts';

export interface StartFacts {
  readonly proofs: readonly Proof[];
  /** What the tool checked, and how many of it are met. */
  readonly ready: { readonly met: number; readonly all: readonly string[]; readonly problems: readonly string[] };
  /** What a person must know before pressing: refused steps, findings. */
  readonly looks: readonly string[];
}

export interface StartOptions {
  readonly effectOf: (step: string) => string;
  /** Undefined while the checks are out. */
  readonly facts: () => StartFacts | undefined;
  readonly checkingMs: () => number;
}

/** The start screen: what it is for, against what, whether everything is there, and which steps will come. */
export function startCard(view: CardView, options: StartOptions): Card {
  const { runbook } = view.plan;
  const { purpose, whenToUse } = runbook.metadata;
  const facts = options.facts();
  const found =
    facts === undefined
      ? [` checking  ${formatClock(options.checkingMs())}`]
      : [...targetLines(facts.proofs, view), ...readyLines(facts, view)];
  return {
    rule: rule('=', view.plan.runbook.name, environmentFact(view), view.columns),
    blocks: [
      block('prose', [
        ...(purpose === undefined ? [] : indented(fill(purpose, view), view.columns)),
        ...(whenToUse === undefined ? [] : indented(`Use when: ${fill(whenToUse, view)}`, view.columns)),
        '',
      ]),
      block('always', found),
      block(
        'always',
        (facts?.looks ?? []).flatMap((look) => hanging('LOOK', look, view.columns)),
      ),
      block('always', faultRows(view)),
      block('always', found.length === 0 ? [] : ['']),
      block('command', stepRows(view, options.effectOf)),
      block('always', budgetRows(view)),
    ],
  };
}

/** Whoever presses the key breaks something: said before, not after. */
function faultRows({ plan, columns }: CardView): readonly string[] {
  if (plan.drill !== 'with-fault') return [];
  const of = (role: 'fault' | 'restore') => allActionsOf(plan.runbook).filter((action) => action.role === role);
  const named = (actions: readonly Action[]) => actions.map(({ id, place }) => `${id} (line ${place.line})`).join(', ');
  const where = plan.environment?.name ?? 'its environment';
  const restoring = of('restore');
  const bring = restoring.length === 1 ? 'brings' : 'bring';
  const text = `[r] first breaks ${where} by ${named(of('fault'))}; ${named(restoring)} ${bring} it back at the end`;
  return hanging('FAULT', text, columns);
}

function stepRows(view: CardView, effectOf: (step: string) => string): readonly string[] {
  const { runbook, graph } = view.plan;
  const criteria =
    runbook.criteria.length === 0
      ? []
      : [`    ${(runbook.criteriaTitle ?? 'Success Criteria').padEnd(31)}${runbook.criteria.length} to answer`];
  return [...graph.order.map((id, index) => stepRow(id, index, view, effectOf)), ...criteria];
}

function budgetRows({ plan: { runbook, graph, practice } }: CardView): readonly string[] {
  const budget = runbook.budget === undefined ? 'no budget' : `budget ${formatClock(runbook.budget.upperMs)}`;
  return [`    ${budget}   steps ${formatBudget(graph.inAll)}${practice === undefined ? '' : practiceText(practice)}`];
}

function practiceText({ wholeMs, isP90, drills, lastMs }: Practice): string {
  const ago = formatAgo(Date.now() - lastMs);
  return `   drills ${formatClock(wholeMs)} (${isP90 ? 'p90' : 'max'} of ${drills}, the last ${ago})`;
}

function targetLines(proofs: readonly Proof[], { columns }: CardView): readonly string[] {
  return proofs.flatMap(({ target, ...proof }, index) => {
    const head = index === 0 ? ' target    ' : '           ';
    const word = proof.outcome === 'proved' ? 'proved' : proof.outcome === 'changed' ? 'WRONG TARGET' : 'NOT PROVED';
    const why = proof.outcome === 'proved' ? [] : hanging('', proof.detail, columns);
    if (target.kind === 'kubernetes')
      return [
        ...proofRow(`${head}cluster   ${target.server}`, word, columns),
        `           namespace ${target.namespace}`,
        ...why,
      ];
    return [...proofRow(`${head}database  ${target.name} at ${target.host}, ${target.role}`, word, columns), ...why];
  });
}

/** The word stands at the right, below a text that leaves no room for it. */
function proofRow(text: string, word: string, columns: number): readonly string[] {
  const column = columns - 2 - word.length;
  return text.length < column ? [text.padEnd(column) + word] : [text, word.padStart(columns - 2)];
}

function readyLines({ ready }: StartFacts, { columns }: CardView): readonly string[] {
  if (ready.all.length === 0) return [];
  const count = `${ready.met} of ${ready.all.length}`;
  return [
    ...hanging('ready', `${count.padEnd(10)}${ready.all.join(', ')}`, columns),
    ...ready.problems.flatMap((problem) => hanging('NOT MET', problem, columns)),
  ];
}

function stepRow(id: string, index: number, view: CardView, effectOf: (step: string) => string): string {
  const step = stepOf(view.plan, id);
  if (step === undefined) return '';
  const options = step.body.flatMap((node) => (node.node === 'choice' ? [`${node.options.length} options`] : []));
  const special = step.condition !== undefined || step.when !== undefined ? 'only if' : (options[0] ?? '');
  const budget = step.budget === undefined ? '' : formatBudget(step.budget);
  const title = cutMiddle(fill(step.title, view), 30).padEnd(30);
  const row = ` ${String(index + 1).padEnd(2)} ${title} ${effectOf(id).padEnd(13)} ${special.padEnd(13)} ${budget}`;
  return row.trimEnd();
}
