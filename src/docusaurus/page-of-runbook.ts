import type { StepGraph } from '../graph/step-graph.ts';
import type { BodyNode, Choice, Condition } from '../runbook/body.ts';
import { formatBudget } from '../runbook/budget.ts';
import { databaseText } from '../runbook/database-text.ts';
import type { Dispositions } from '../runbook/disposition.ts';
import { variableOf } from '../runbook/input.ts';
import { nodesIn } from '../runbook/nodes-in.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { isSecretInput, namesSecret } from '../runbook/secret-name.ts';
import type { Step } from '../runbook/step.ts';
import { stepEffect } from '../runbook/step-effect.ts';
import type { PageChoice, PageEnvironment, PageGuard, PageInput, PageLink, PageStep, RunbookPage } from './page.ts';
import { pageActions, placeholdersOf } from './page-actions.ts';
import { pageGraphs } from './page-graph.ts';
import { onPage, type PageIds } from './page-ids.ts';

/** One procedure of a file, as it was understood; mostly there is only one. */
export interface Procedure {
  readonly runbook: Runbook;
  readonly graph: StepGraph;
  readonly dispositions: Dispositions;
  /** Its name in `FILE#heading`, where there are several. */
  readonly slug: string | undefined;
  readonly ids: PageIds;
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
  const { title, metadata, service, contacts, budget } = runbook;
  const { purpose, whenToUse, severity } = metadata;
  return {
    ...{ file, title, purpose, whenToUse, severity, service: service ?? metadata.service },
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
    actions: Object.fromEntries(procedures.flatMap(pageActions)),
    guards: Object.fromEntries(procedures.flatMap(guardsOf)),
    choices: Object.fromEntries(procedures.flatMap(choicesOf)),
    graphs: procedures.flatMap(pageGraphs),
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
      database && databaseText(database),
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
      const isSecret = isSecretInput({ name, type });
      return {
        ...{ name, variable: variableOf(name), prompt: prompt ?? name, choices, pattern },
        type: isSecret ? 'secret' : type,
        default: isSecret ? undefined : preset,
      };
    }),
    ...placeholders.map(({ name, variable, description, text }): PageInput => {
      const type = namesSecret(name) ? 'secret' : 'string';
      return { name, variable, prompt: description, type, placeholder: text };
    }),
  ];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

function stepsOf(
  { runbook, graph, dispositions, ids }: Procedure,
  anchors: ReadonlyMap<number, string>,
): readonly PageStep[] {
  const links = new Map(
    allSteps(runbook).map(({ id, title, anchor }) => [id, { text: title, anchor: anchor || onPage(id, ids) }]),
  );
  const linkTo = (id: string): PageLink => links.get(id) ?? { text: id, anchor: id };
  const taken = new Set(anchors.values());
  const turns = new Map(graph.nodes.map(({ id, turn }) => [id, turn]));
  const undoes = runbook.undo.map(({ id }) => linkTo(id));
  return allSteps(runbook).map((step) => {
    const isUndo = runbook.undo.includes(step);
    const judged = { runbook, dispositions, environment: undefined };
    const effect = stepEffect(step.body, judged, isUndo ? 'undo' : 'forward');
    const id = onPage(step.id, ids);
    return {
      id,
      hasAnchor: taken.has(id),
      kind: isUndo ? 'undo' : (turns.get(step.id) ?? 'never'),
      budget: step.budget && formatBudget(step.budget),
      budgetMs: step.budget?.upperMs,
      effect,
      condition: step.condition === undefined ? whenOnly(step) : conditionOf(step.condition),
      needs: (step.needs ?? []).map(({ step: id }) => linkTo(id)),
      onFailure: step.onFailure && linkTo(step.onFailure.step),
      undo: !isUndo && /WRITE|DESTRUCTIVE/.test(effect) ? undoOf(step, undoes, ids) : [],
      troubles: runbook.troubleshooting
        .filter((trouble) => trouble.step === step.id)
        .map(({ symptom, place }) => ({ text: symptom, anchor: troubleAnchor(place.line, anchors) })),
    };
  });
}

/** The undo that the step has itself, else the section of the runbook. */
function undoOf(step: Step, undoes: readonly PageLink[], ids: PageIds): readonly PageLink[] {
  const own = nodesIn(step.body).flatMap((node) => (node.node === 'action' && node.role === 'undo' ? [node] : []));
  return own.length > 0
    ? own.map(({ address, title, id, named }) => ({
        text: title ?? (named ? id : 'the command that takes it back'),
        anchor: onPage(address, ids),
      }))
    : undoes;
}

function whenOnly({ when, title }: Step): PageGuard | undefined {
  return when && { text: title, runsIf: 'yes', when: `${when.negated ? 'not ' : ''}${when.name}` };
}

function conditionOf({ text, runsIf, when }: Condition): PageGuard {
  return { text, runsIf, when: when && `${when.negated ? 'not ' : ''}${when.name}` };
}

function guardsOf({ runbook, ids }: Procedure): readonly (readonly [string, PageGuard])[] {
  return nodesOf(runbook).flatMap((node) =>
    node.node === 'guard' ? [[onPage(node.condition.id, ids), conditionOf(node.condition)]] : [],
  );
}

function choicesOf({ runbook, ids }: Procedure): readonly (readonly [string, PageChoice])[] {
  return nodesOf(runbook).flatMap((node) => (node.node === 'choice' ? [[onPage(node.id, ids), choiceOf(node)]] : []));
}

function nodesOf(runbook: Runbook): readonly BodyNode[] {
  return allSteps(runbook).flatMap(({ body }) => nodesIn(body));
}

function choiceOf({ preselected, options }: Choice): PageChoice {
  return { preselected, options: options.map(({ key, title }) => ({ key, title })) };
}
