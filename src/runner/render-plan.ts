import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { actionsOf, allActionsOf } from '../runbook/actions-of.ts';
import { formatBudget } from '../runbook/budget.ts';
import { databaseText } from '../runbook/database-text.ts';
import { formatClock } from '../runbook/duration.ts';
import { type Input, variableOf } from '../runbook/input.ts';
import type { Step } from '../runbook/step.ts';
import { isForElsewhere, stepEffect } from '../runbook/step-effect.ts';
import { bodyOf } from './body-of.ts';
import { flagsFor } from './missing-answers.ts';
import { actionLines, bodyLines, commandLines, stepIndent } from './plan-body.ts';
import { listerOf } from './printed-choices.ts';
import type { Question } from './question.ts';
import { dispositionOf, type RunPlan } from './run-plan.ts';
import { unchosenEnvironment } from './unchosen-environment.ts';

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
    ...questionLines(questions, plan),
    ...diagnostics.map((diagnostic) => ` LOOK  line ${diagnostic.place.line}: ${diagnostic.message}`),
  ].join('\n');
}

function headLine({ runbook, environment, graph }: RunPlan): string {
  const where = environment === undefined ? '' : `, ${environment.name.toUpperCase()}`;
  const budget = runbook.budget === undefined ? 'no budget' : `budget ${formatClock(runbook.budget.upperMs)}`;
  return `${runbook.name}${where}: ${budget}, steps ${formatBudget(graph.inAll)}. Nothing is run.`;
}

function targetLines(plan: RunPlan): readonly string[] {
  const { environment } = plan;
  const unchosen = unchosenEnvironment(plan);
  if (unchosen !== undefined) return [`target  asked: ${unchosen.names.join(' or ')}`];
  const { kubernetes, database } = environment ?? {};
  const cluster =
    kubernetes &&
    `target  ${[kubernetes.server ?? `context ${kubernetes.context ?? 'current'}`, kubernetes.namespace && `namespace ${kubernetes.namespace}`].filter(Boolean).join(', ')}, not proved`;
  const store = database && `target  ${databaseText(database)}, not proved`;
  return [cluster, store].filter((line) => line !== undefined);
}

/** In one line where they fit, else one below the other. */
function inputLines(plan: RunPlan): readonly string[] {
  const inputs = plan.runbook.inputs.map((input) => inputText(input, plan));
  if (inputs.length === 0) return [];
  const line = `inputs  ${inputs.join('    ')}`;
  return line.length <= 80 ? [line] : inputs.map((text, index) => `${index === 0 ? 'inputs ' : '       '} ${text}`);
}

function inputText(input: Input, plan: RunPlan): string {
  const from = input.fromEnv === undefined ? '' : `, from env ${input.fromEnv}`;
  if (input.type === 'secret') return `${input.name}: [secret]${from}`;
  const fallback = input.default === undefined ? '' : `, else ${input.default}`;
  return `${input.name}: asked, ${input.type}${choicesText(input, plan)}${from}${fallback}`;
}

function choicesText(input: Input, plan: RunPlan): string {
  if (input.choices !== undefined && input.choices.length > 0) return ` of ${input.choices.join(', ')}`;
  const lister = listerOf(input, plan);
  return lister === undefined ? '' : ` of the lines of ${lister.address}`;
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
    marks(step, plan),
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
    ...bodyLines(bodyOf(step, plan), plan, stepIndent),
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

/** What is special about a step: a choice, values for later steps, something that nothing takes back. */
function marks(step: Step, plan: RunPlan): string {
  const options = step.body.flatMap((node) => (node.node === 'choice' ? [`${node.options.length} options`] : []));
  const names = step.body
    .flatMap((node) => (node.node === 'action' ? [node.capture, node.secret] : []))
    .filter((name) => name !== undefined);
  const gives = names.length === 0 ? [] : [`gives ${names.map((name) => `$${variableOf(name)}`).join(', ')}`];
  return [...options, ...gives, ...(lacksUndo(step, plan) ? ['no undo'] : [])].map((mark) => `  ${mark}`).join('');
}

function lacksUndo(step: Step, plan: RunPlan): boolean {
  const actions = actionsOf(step.body);
  const isDestructive = actions.some((action) => {
    const may = dispositionOf(plan, action.address);
    return (
      action.role === 'forward' && may.may === 'run' && may.effect === 'destructive' && !isForElsewhere(action, plan)
    );
  });
  return isDestructive && actions.every((action) => action.role !== 'undo');
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
function questionLines(questions: readonly Question[], plan: RunPlan): readonly string[] {
  const unchosen = unchosenEnvironment(plan);
  const rows = [
    ...(unchosen === undefined ? [] : [flagRow(unchosen.place.line, unchosen.flags.join('  or  '))]),
    ...questions.map((question) => {
      const [flag = 'no flag answers this: a person does it'] = flagsFor(question);
      // What is typed is the name of the environment, once there is one.
      const isOpen = unchosen !== undefined && question.kind === 'run' && question.typed !== undefined;
      return flagRow(question.place.line, isOpen ? `--answer ${question.id}=ENVIRONMENT` : flag);
    }),
  ];
  if (rows.length === 0) return ['asks nothing'];
  return [`questions on all paths: ${rows.length}; without a person each needs its flag`, ...rows];
}

function flagRow(line: number, flag: string): string {
  return `      line ${String(line).padEnd(5)}${flag}`;
}
