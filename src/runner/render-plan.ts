import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { BodyNode, Option } from '../runbook/body.ts';
import { formatBudget } from '../runbook/budget.ts';
import { formatClock } from '../runbook/duration.ts';
import { type Effect, effectWord, strictestEffect } from '../runbook/effect.ts';
import { variableOf } from '../runbook/input.ts';
import type { Step } from '../runbook/step.ts';
import { bodyOf } from './body-of.ts';
import { flagsFor } from './missing-answers.ts';
import type { Question } from './question.ts';
import { dispositionOf, type RunPlan } from './run-plan.ts';
import { shownCommands } from './shown-commands.ts';

/** The whole plan, whatever its length; it holds no clock and no date, so that two plans can be compared. */
export function renderPlan(plan: RunPlan, questions: readonly Question[], diagnostics: readonly Diagnostic[]): string {
  const ids = plan.graph.nodes.filter((node) => node.turn !== 'never').map((node) => node.id);
  const steps = ids.flatMap((id) => plan.runbook.steps.filter((step) => step.id === id));
  return [
    headLine(plan),
    ...targetLines(plan),
    ...inputLines(plan),
    ...prerequisiteLines(plan),
    ...steps.flatMap((step, index) => stepLines(step, `${index + 1}/${steps.length}`, plan)),
    ...criteriaLines(plan),
    ...questionLines(questions),
    ...diagnostics.map((diagnostic) => ` LOOK  line ${diagnostic.place.line}: ${diagnostic.message}`),
  ].join('\n');
}

function headLine({ runbook, environment, graph }: RunPlan): string {
  const where = environment === undefined ? '' : `, ${environment.name.toUpperCase()}`;
  const budget = runbook.budget === undefined ? 'no budget' : `budget ${formatClock(runbook.budget.upperMs)}`;
  return `${runbook.name}${where}: ${budget}, steps ${formatBudget(graph.inAll)}. Nothing is run.`;
}

function targetLines({ environment }: RunPlan): readonly string[] {
  const { kubernetes, database } = environment ?? {};
  const cluster =
    kubernetes &&
    `target  ${[kubernetes.server ?? `context ${kubernetes.context ?? 'current'}`, kubernetes.namespace && `namespace ${kubernetes.namespace}`].filter(Boolean).join(', ')}, not proved`;
  const store =
    database &&
    `target  database ${database.name ?? ''} at ${database.host ?? `$${database.url ?? 'DATABASE_URL'}`}, not proved`;
  return [cluster, store].filter((line) => line !== undefined);
}

function inputLines({ runbook }: RunPlan): readonly string[] {
  if (runbook.inputs.length === 0) return [];
  const inputs = runbook.inputs.map((input) => {
    const from = input.fromEnv === undefined ? '' : `, from env ${input.fromEnv}`;
    if (input.type === 'secret') return `${input.name}: [secret]${from}`;
    return `${input.name}: asked, ${input.type}${from}${input.default === undefined ? '' : `, else ${input.default}`}`;
  });
  return [`inputs  ${inputs.join('    ')}`];
}

function prerequisiteLines({ runbook }: RunPlan): readonly string[] {
  const { tools, variables, asked, checks } = runbook.prerequisites;
  const checked = [...tools, ...variables.map((name) => `$${name}`)];
  return [
    ...(checked.length === 0 ? [] : [`checks  ${checked.join(', ')}`]),
    ...asked.map((item) => `asks    ${item.text}`),
    ...checks.flatMap((action) => ['checks  by a command', ...commandLines(action, '        ')]),
  ];
}

function stepLines(step: Step, number: string, plan: RunPlan): readonly string[] {
  const budget = step.budget === undefined ? '' : formatBudget(step.budget);
  const facts = [
    `${number} ${step.title}`.padEnd(35),
    budget.padEnd(10),
    stepEffect(step.body, plan).padEnd(12),
    `line ${step.place.line}`,
    gives(step),
  ];
  const turn = plan.graph.onFailureOnly.includes(step.id) ? ['      only when another step fails'] : [];
  const needs =
    step.needs === undefined ? [] : [`      needs ${step.needs.map((need) => need.step).join(', ') || 'nothing'}`];
  return [
    facts
      .filter((fact) => fact !== '')
      .join(' ')
      .trimEnd(),
    ...turn,
    ...needs,
    ...asks(step),
    ...bodyLines(bodyOf(step, plan), plan, '      '),
  ];
}

function asks({ condition, when, onFailure }: Step): readonly string[] {
  const gate = condition?.when ?? when;
  const decided = gate === undefined ? '' : `, decided by ${gate.negated ? 'not ' : ''}${gate.name}`;
  const asked =
    condition === undefined
      ? gate === undefined
        ? []
        : [`      only when ${gate.negated ? 'not ' : ''}${gate.name}`]
      : [`      asks: ${condition.text}${decided}`];
  return onFailure === undefined ? asked : [...asked, `      on failure: ${onFailure.step}`];
}

function gives(step: Step): string {
  const names = step.body
    .flatMap((node) => (node.node === 'action' ? [node.capture, node.secret] : []))
    .filter((name) => name !== undefined);
  return names.length === 0 ? '' : `  gives ${names.map((name) => `$${variableOf(name)}`).join(', ')}`;
}

/** The strictest effect of what may run in a step; capitals mean look. */
export function stepEffect(body: readonly BodyNode[], plan: RunPlan): string {
  const found = effectsOf(body, plan);
  if (found.effects.length === 0) return found.isRefused ? 'REFUSED' : 'by hand';
  return effectWord(found.effects.reduce(strictestEffect));
}

function effectsOf(body: readonly BodyNode[], plan: RunPlan): { effects: readonly Effect[]; isRefused: boolean } {
  const found = body.map((node): { effects: readonly Effect[]; isRefused: boolean } => {
    if (node.node === 'guard') return effectsOf(node.body, plan);
    if (node.node === 'choice')
      return effectsOf(
        node.options.flatMap((option) => option.body),
        plan,
      );
    if (node.node !== 'action' || node.role !== 'forward') return { effects: [], isRefused: false };
    const may = dispositionOf(plan, node.address);
    return {
      effects: may.may === 'run' || may.may === 'be-handed-off' ? [may.effect] : [],
      isRefused: may.may === 'be-refused',
    };
  });
  return { effects: found.flatMap((one) => one.effects), isRefused: found.some((one) => one.isRefused) };
}

function bodyLines(body: readonly BodyNode[], plan: RunPlan, indent: string): readonly string[] {
  return body.flatMap((node): readonly string[] => {
    switch (node.node) {
      case 'action':
        return actionLines(node, plan, indent);
      case 'choice':
        return node.options.flatMap((option) => optionLines(option, option.key === node.preselected, plan));
      case 'guard':
        return [`${indent}asks: ${node.condition.text}`, ...bodyLines(node.body, plan, `${indent}  `)];
      case 'checklist':
        return node.items.map((item) => `${indent}asks: ${item.text}`);
      case 'by-hand':
        return [`${indent}by hand: ${node.text.replaceAll('\n', ' ')}`];
      case 'shown':
        return [];
    }
  });
}

function optionLines(option: Option, isPreselected: boolean, plan: RunPlan): readonly string[] {
  const [first = '', ...rest] = bodyLines(option.body, plan, '      ');
  const mark = isPreselected ? '*' : ' ';
  if (option.key.length === 1) return [`   ${mark}${option.key} ${first.trimStart()}`, ...rest];
  return [`   ${mark}${option.key}: ${option.title}`, first, ...rest];
}

function actionLines(action: Action, plan: RunPlan, indent: string): readonly string[] {
  const may = dispositionOf(plan, action.address);
  switch (may.may) {
    case 'be-shown':
      return [`${indent}shown, not run: ${may.reasons[0] ?? 'documentation'}`, ...commandLines(action, `${indent}| `)];
    case 'be-refused':
      return [
        `${indent}REFUSED ${may.reasons[0] ?? ''}, line ${may.line}: done by hand`,
        ...commandLines(action, `${indent}| `),
      ];
    case 'be-handed-off':
      return [
        `${indent}BY HAND ${may.reasons[0] ?? may.program}; leave it with ${may.wayOut}`,
        ...commandLines(action, `${indent}| `),
      ];
    case 'run':
      return [
        ...roleNote(action, may.effect, may.assumed, indent),
        ...commandLines({ ...action, source: may.script }, indent),
      ];
  }
}

function roleNote(action: Action, effect: Effect, isAssumed: boolean, indent: string): readonly string[] {
  const notes = [
    action.role === 'forward' || action.check !== undefined ? '' : `${action.role}, not in forward order`,
    isAssumed ? `${effectWord(effect)} (assumed)` : '',
    action.never ? 'never run' : '',
    action.when === undefined ? '' : `only when ${action.when.negated ? 'not ' : ''}${action.when.name}`,
    action.timeoutMs === undefined ? '' : `timeout ${formatClock(action.timeoutMs)}`,
    action.attempts > 1 ? `up to ${action.attempts} attempts` : '',
    action.until === undefined ? '' : `until it succeeds, for ${formatClock(action.until.limitMs)}`,
    action.confirm === 'typed' ? "asks for the target's name" : '',
  ].filter((note) => note !== '');
  return notes.length === 0 ? [] : [`${indent}(${notes.join('; ')})`];
}

/** The exact commands. */
function commandLines(action: Action, indent: string): readonly string[] {
  const lines = shownCommands(action.kind, action.source);
  const prefix =
    action.kind === 'shell' ? '' : `${action.kind === 'program' ? action.interpreter.join(' ') : action.kind} `;
  return lines.map((line, index) => `${indent}${index === 0 ? prefix : ' '.repeat(prefix.length)}${line}`);
}

function criteriaLines(plan: RunPlan): readonly string[] {
  const { runbook } = plan;
  const { criteria } = runbook;
  if (criteria.length === 0) return [];
  const byChecks = criteria.filter((criterion) => criterion.check !== undefined).length;
  const line = criteria[0]?.place.line ?? 1;
  const head = `    ${runbook.criteriaTitle ?? 'Success Criteria'}`.padEnd(31);
  const counts = `${criteria.length}: ${byChecks} by checks, ${criteria.length - byChecks} asked      line ${line}`;
  return [
    `${head}${counts}`,
    ...criteria.flatMap(({ check, text }) => {
      const action = allActionsOf(runbook).find(({ address }) => address === check);
      return action === undefined
        ? [`      asks: ${text}`]
        : [`      check: ${text}`, ...actionLines(action, plan, '        ')];
    }),
  ];
}

/** Every question that can come up, with the flag that answers it beforehand. */
function questionLines(questions: readonly Question[]): readonly string[] {
  if (questions.length === 0) return ['asks nothing'];
  const rows = questions.map((question) => {
    const [flag = 'no flag answers this: a person does it'] = flagsFor(question);
    return `      line ${String(question.place.line).padEnd(5)}${flag}`;
  });
  return [`questions on all paths: ${questions.length}; without a person each needs its flag`, ...rows];
}
