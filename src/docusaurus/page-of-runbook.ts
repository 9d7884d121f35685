import { layoutGraph } from '../graph/layout-graph.ts';
import type { StepGraph } from '../graph/step-graph.ts';
import type { Action } from '../runbook/action.ts';
import { actionNotes } from '../runbook/action-notes.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Choice, Condition, Guard } from '../runbook/body.ts';
import { formatBudget } from '../runbook/budget.ts';
import type { Disposition, Dispositions, Placeholder } from '../runbook/disposition.ts';
import { variableOf } from '../runbook/input.ts';
import { nodesIn } from '../runbook/nodes-in.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';
import { stepEffect } from '../runbook/step-effect.ts';
import type {
  PageAction,
  PageChoice,
  PageEnvironment,
  PageGraph,
  PageGuard,
  PageInput,
  PageLink,
  PageStep,
  RunbookPage,
} from './page.ts';
import { type KnownPlaceholder, pageScript } from './page-script.ts';

/** One procedure of a file, as it was understood; mostly there is only one. */
export interface Procedure {
  readonly runbook: Runbook;
  readonly graph: StepGraph;
  readonly dispositions: Dispositions;
  /** Its name in `FILE#heading`, where there are several. */
  readonly slug: string | undefined;
}

/** Where a runbook is, and what is known of its text. */
export interface PageFacts {
  /** From the folder of the runbooks. */
  readonly file: string;
  /** Anchors of its headings, by line. */
  readonly anchors: ReadonlyMap<number, string>;
  /** Why `runbook run` refuses it. */
  readonly errors: readonly string[];
}

/** What a page says of its runbook. The first procedure says what is said of all of them. */
export function pageOfRunbook(
  procedures: readonly [Procedure, ...Procedure[]],
  { file, anchors, errors }: PageFacts,
): RunbookPage {
  const [{ runbook }] = procedures;
  const { title, name, metadata, service, contacts, budget } = runbook;
  const { purpose, whenToUse, severity } = metadata;
  const bodies = procedures.flatMap((procedure) => allSteps(procedure.runbook).map(({ body }) => body));
  return {
    ...{ file, title, name, purpose, whenToUse, severity, service: service ?? metadata.service },
    owners: [...new Set([...runbook.owners, ...(metadata.owner === undefined ? [] : [metadata.owner])])],
    contacts: [...new Set(contacts.map(({ text }) => text))],
    facts: factsOf(runbook),
    errors,
    procedures: procedures.flatMap(({ slug }) => slug ?? []),
    environments: environmentsOf(runbook),
    budget: budget && formatBudget(budget),
    budgetMs: budget?.upperMs,
    inputs: inputsOf(procedures),
    steps: procedures.flatMap((procedure) => stepsOf(procedure, anchors)),
    actions: Object.fromEntries(procedures.flatMap(actionsOf)),
    guards: Object.fromEntries(
      bodies.flatMap(nodesIn).flatMap((node) => (node.node === 'guard' ? [guardOf(node)] : [])),
    ),
    choices: Object.fromEntries(
      bodies.flatMap(nodesIn).flatMap((node) => (node.node === 'choice' ? [choiceOf(node)] : [])),
    ),
    graphs: procedures.flatMap((procedure) => graphOf(procedure, procedures.length > 1)),
  };
}

/** What else stands at the top, which the page would not say otherwise. */
function factsOf({ metadata, prerequisites, service }: Runbook): RunbookPage['facts'] {
  const { estimatedTime, lastReviewed, requires } = metadata;
  const needed = [...prerequisites.tools, ...prerequisites.variables.map((name) => `$${name}`)];
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Estimated', estimatedTime],
    ['Requires', requires],
    ['Needs', needed.length === 0 ? undefined : needed.join(', ')],
    ['Also for', service !== undefined && metadata.service !== service ? metadata.service : undefined],
    ['Reviewed', lastReviewed],
  ];
  return facts.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text] as const]));
}

function environmentsOf({ environments }: Runbook): readonly PageEnvironment[] {
  return environments.map(({ name, kubernetes, database, vars }) => {
    const facts = [
      kubernetes?.context && `context ${kubernetes.context}`,
      kubernetes?.server,
      kubernetes?.namespace && `namespace ${kubernetes.namespace}`,
      database && `database ${database.name ?? ''} at ${database.host ?? `$${database.url ?? 'DATABASE_URL'}`}`,
    ];
    return { name, facts: facts.filter((fact): fact is string => Boolean(fact)), vars };
  });
}

function allSteps({ steps, undo }: Runbook): readonly Step[] {
  return [...steps, ...undo];
}

/** The anchor of a symptom: its heading's, where it has one, else its own. */
export function troubleAnchor(line: number, anchors: ReadonlyMap<number, string>): string {
  return anchors.get(line) ?? `trouble-${line}`;
}

function inputsOf(procedures: readonly Procedure[]): readonly PageInput[] {
  const inputs = procedures.flatMap(({ runbook }) => runbook.inputs);
  const placeholders = procedures.flatMap(({ dispositions }) => [...dispositions.values()].flatMap(placeholdersOf));
  const all = [
    ...inputs.map(({ name, type, prompt, choices, default: preset, pattern }): PageInput => {
      return { name, variable: variableOf(name), prompt: prompt ?? name, type, choices, default: preset, pattern };
    }),
    ...placeholders.map(({ name, variable, description, text }): PageInput => {
      return { name, variable, prompt: description, type: 'string', placeholder: text };
    }),
  ];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

function placeholdersOf(may: Disposition): readonly Placeholder[] {
  if (may.may === 'run') return may.placeholders;
  return may.may === 'be-handed-off' ? (may.opens?.placeholders ?? []) : [];
}

function stepsOf(
  { runbook, graph, dispositions }: Procedure,
  anchors: ReadonlyMap<number, string>,
): readonly PageStep[] {
  const links = new Map(allSteps(runbook).map(({ id, title, anchor }) => [id, { text: title, anchor: anchor || id }]));
  const linkTo = (id: string): PageLink => links.get(id) ?? { text: id, anchor: id };
  const taken = new Set(anchors.values());
  const numbers = new Map(graph.order.map((id, index) => [id, index + 1]));
  const turns = new Map(graph.nodes.map(({ id, turn }) => [id, turn]));
  const undoes = runbook.undo.map(({ id }) => linkTo(id));
  return allSteps(runbook).map((step) => {
    const number = numbers.get(step.id);
    const isUndo = runbook.undo.includes(step);
    const judged = { runbook, dispositions, environment: undefined };
    const effect = stepEffect(step.body, judged, isUndo ? 'undo' : 'forward');
    return {
      ...{ id: step.id, anchor: step.anchor || step.id, title: step.title },
      number: isUndo ? undefined : number,
      hasAnchor: taken.has(step.id),
      kind: isUndo ? 'undo' : (turns.get(step.id) ?? 'never'),
      budget: step.budget && formatBudget(step.budget),
      budgetMs: step.budget?.upperMs,
      effect,
      condition: step.condition === undefined ? whenOnly(step) : conditionOf(step.condition),
      needs: (step.needs ?? []).map(({ step: id }) => linkTo(id)),
      onFailure: step.onFailure && linkTo(step.onFailure.step),
      undo: !isUndo && /WRITE|DESTRUCTIVE/.test(effect) ? undoOf(step, undoes) : [],
      troubles: runbook.troubleshooting
        .filter((trouble) => trouble.step === step.id)
        .map(({ symptom, place }) => ({ text: symptom, anchor: troubleAnchor(place.line, anchors) })),
    };
  });
}

/** The undo that the step has itself, else the section of the runbook. */
function undoOf(step: Step, undoes: readonly PageLink[]): readonly PageLink[] {
  const own = nodesIn(step.body).flatMap((node) => (node.node === 'action' && node.role === 'undo' ? [node] : []));
  return own.length > 0
    ? own.map(({ address, title, id, named }) => ({
        text: title ?? (named ? id : 'the command that takes it back'),
        anchor: address,
      }))
    : undoes;
}

function whenOnly({ when, title }: Step): PageGuard | undefined {
  return when && { text: title, runsIf: 'yes', when: `${when.negated ? 'not ' : ''}${when.name}` };
}

function conditionOf({ text, runsIf, when }: Condition): PageGuard {
  return { text, runsIf, when: when && `${when.negated ? 'not ' : ''}${when.name}` };
}

function guardOf({ condition }: Guard): readonly [string, PageGuard] {
  return [condition.id, conditionOf(condition)];
}

function choiceOf({ id, preselected, options }: Choice): readonly [string, PageChoice] {
  return [id, { preselected, options: options.map(({ key, title }) => ({ key, title })) }];
}

function actionsOf({ runbook, dispositions }: Procedure): readonly (readonly [string, PageAction])[] {
  const declared = runbook.inputs.map(({ name }) => ({ variable: variableOf(name) }));
  return allActionsOf(runbook).map((action) => [
    action.address,
    actionOf(action, dispositions.get(action.address), declared),
  ]);
}

function actionOf(action: Action, may: Disposition | undefined, declared: readonly KnownPlaceholder[]): PageAction {
  const { source, language, kind, role, expect, check } = action;
  const script = may?.may === 'run' ? may.script : undefined;
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

function graphOf({ runbook, graph }: Procedure, isOneOfSeveral: boolean): readonly PageGraph[] {
  if (graph.nodes.length < 2) return [];
  const steps = new Map(runbook.steps.map((step) => [step.id, step]));
  const { nodes, edges, width, height } = layoutGraph(graph);
  const numbers = new Map(graph.order.map((id, index) => [id, index + 1]));
  const turns = new Map(graph.nodes.map(({ id, turn }) => [id, turn]));
  return [
    {
      title: isOneOfSeveral ? runbook.steps[0]?.title : undefined,
      ...{ width, height },
      nodes: nodes.map(({ id, x, y, isCritical }) => {
        const step = steps.get(id);
        const number = numbers.get(id);
        return {
          ...{ id, x, y, isCritical, anchor: step?.anchor || id, turn: turns.get(id) ?? 'never' },
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
