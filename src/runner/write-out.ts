import type { StepOutcome } from '../events/event.ts';
import { outcomeText } from '../events/outcome-text.ts';
import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { BodyNode, Choice, Condition } from '../runbook/body.ts';
import { variableOf } from '../runbook/input.ts';
import { namesSecret } from '../runbook/secret-name.ts';
import type { Step } from '../runbook/step.ts';
import { bodyOf } from './body-of.ts';
import { checkOf } from './check-of.ts';
import { fillIn } from './fill-in.ts';
import { plainCommand, quoted } from './plain-command.ts';
import { isElsewhere, type RunPlan, stepOf } from './run-plan.ts';
import type { RunValues } from './values.ts';

/** Everything that a text of what is left is made from. */
export interface WriteOut {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly values: RunValues;
  /** Where commands begin, absolute. */
  readonly folder: string;
  /** Variables that the steps so far have left in the shell of the run, by name. */
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * What is left of a run as a text for bash that needs nothing of this program: values are set at its head, conditions,
 * questions and all that is not certain are comments. A secret is never in it.
 */
export function writeOut(out: WriteOut): readonly string[] {
  const { plan, state } = out;
  const steps = plan.graph.order.flatMap((id, index) => {
    const step = stepOf(plan, id);
    return step === undefined ? [] : stepLines(step, `${index + 1}/${plan.graph.order.length}`, out);
  });
  const rest = [...steps, ...criteriaLines(out)];
  const followUps = plan.runbook.followUps.map((item) => comment(`[ ] ${fill(item.text, out)}`));
  return [
    ...headLines(out),
    ...valueLines(rest.join('\n'), out),
    ...rest,
    ...(followUps.length === 0 ? [] : ['', '# Afterwards', ...followUps]),
    ...(state.started === undefined ? [] : ['', comment(`The run so far: runbook report ${state.started.run}`)]),
  ];
}

function headLines({ plan, state, folder }: WriteOut): readonly string[] {
  const { environment, runbook } = plan;
  const where = environment === undefined ? '' : `, ${environment.name.toUpperCase()}`;
  const run = state.started === undefined ? 'a run' : `run ${state.started.run}`;
  const kubernetes = environment?.kubernetes;
  const target = [
    ...(kubernetes?.context === undefined ? [] : [`--context=${kubernetes.context}`]),
    ...(kubernetes?.namespace === undefined ? [] : [`--namespace=${kubernetes.namespace}`]),
  ];
  return [
    comment(`What is left of ${run} of ${runbook.name}${where}, as plain commands.`),
    '# Paste it step by step, or run it as a file with: bash -eu FILE',
    '# What stands behind a # is not certain: read it, and take the # away where it holds.',
    '',
    `cd ${quoted(folder)}`,
    ...(target.length === 0 ? [] : [`kubectl() { command kubectl ${target.map(quoted).join(' ')} "$@"; }`]),
  ];
}

/** Only what is read further down; a secret must be set by whoever runs it. */
function valueLines(rest: string, { plan, values, variables }: WriteOut): readonly string[] {
  const all = new Map([...Object.entries(plan.environment?.vars ?? {}), ...variables]);
  for (const [name, value] of values.byName) all.set(variableOf(name), value);
  const secrets = new Set([...values.secrets].map(variableOf));
  for (const name of all.keys()) if (namesSecret(name.toLowerCase())) secrets.add(name);
  const names = new Set([...all.keys(), ...secrets]);
  const lines = [...names].flatMap((name) => {
    if (!new RegExp(`\\$\\{?${name}\\b`).test(rest)) return [];
    if (secrets.has(name)) return [`# export ${name}=...   a secret: set it yourself before you go on`];
    return [`export ${name}=${quoted(all.get(name) ?? '')}`];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

/** What a step that ended so has left is left. */
const unfinished: readonly StepOutcome[] = ['failed', 'unknown', 'refused', 'not-reached'];

function stepLines(step: Step, number: string, out: WriteOut): readonly string[] {
  const found = out.state.steps.get(step.id);
  const head = `${number} ${fill(step.title, out)}`;
  if (found?.status === 'ended' && !unfinished.includes(found.outcome))
    return ['', comment(`${head}: ${outcomeText(found.outcome, found.detail)}`)];
  const body = bodyLines(bodyOf(step, out.plan), out);
  const how = found?.status === 'ended' && found.outcome !== 'not-reached' ? `: ${outcomeText(found.outcome)}` : '';
  return [
    '',
    comment(`${head}${how}`),
    ...(step.condition === undefined ? body : conditionLines(step.condition, body, out)),
  ];
}

function bodyLines(body: readonly BodyNode[], out: WriteOut): readonly string[] {
  return body.flatMap((node): readonly string[] => {
    switch (node.node) {
      case 'action':
        return node.role === 'forward' ? actionLines(node, out) : [];
      case 'choice':
        return choiceLines(node, out);
      case 'guard':
        return conditionLines(node.condition, bodyLines(node.body, out), out);
      case 'checklist':
        return node.items.map((item) => comment(`[ ] ${fill(item.text, out)}`));
      case 'by-hand':
        return [comment(`BY HAND: ${fill(node.text, out)}`)];
      case 'shown':
        return [];
    }
  });
}

/** What a person has answered decides; what nobody has answered yet stands behind a `#`. */
function conditionLines(condition: Condition, lines: readonly string[], out: WriteOut): readonly string[] {
  const answered = out.state.answers.get(condition.id)?.answer;
  const says = comment(fill(condition.text, out));
  if (answered === condition.runsIf) return [`${says} (answered: ${answered})`, ...lines];
  const isOpen = answered === undefined || answered === 'unknown';
  return isOpen ? [says, ...commented(lines)] : [`${says} (answered: ${answered}, left out)`];
}

function choiceLines(choice: Choice, out: WriteOut): readonly string[] {
  const chosen = out.state.options.get(choice.id)?.option;
  return choice.options.flatMap((option) => {
    if (chosen !== undefined && option.key !== chosen) return [];
    const lines = bodyLines(option.body, out);
    const title = comment(`Option ${option.key}: ${fill(option.title, out)}`);
    return chosen === undefined ? [title, ...commented(lines)] : [title, ...lines];
  });
}

function actionLines(action: Action, out: WriteOut): readonly string[] {
  const { plan, state } = out;
  if (action.never || isElsewhere(action, plan)) return [];
  const may = plan.dispositions.get(action.address);
  const source = action.source.split('\n').map(comment);
  if (may === undefined || may.may === 'be-shown') return [];
  if (may.may === 'be-refused') return [comment(`BY HAND, because ${may.reasons[0] ?? 'it is refused'}:`), ...source];
  if (may.may === 'be-handed-off')
    return [comment(`BY HAND, in ${may.program}; leave it with ${may.wayOut}:`), ...source];
  const open = may.placeholders.filter(({ name }) => !out.values.byName.has(name));
  const lines = [
    ...open.map(({ variable, description }) => comment(`${variable} is not known yet: ${description}`)),
    ...plainCommand(action, may),
  ];
  const when =
    action.when === undefined ? [] : [comment(`Only when ${action.when.negated ? 'not ' : ''}${action.when.name}:`)];
  const found = state.actions.get(action.address);
  const handled = state.coveredBy.get(action.address)?.answer;
  if (found?.status === 'in-flight')
    return [comment(`UNKNOWN: ${action.id} began, and no end of it is known. Look first:`), ...commented(lines)];
  if (found?.status === 'ended' && found.outcome === 'succeeded') return [comment(`${action.id}: succeeded`)];
  if (found?.status === 'ended') return [comment(`${action.id}: ${found.outcome}. Once more:`), ...lines];
  if (handled === 'skip' || handled === 'by-hand')
    return [comment(`${action.id}: ${handled === 'skip' ? 'skipped' : 'done by hand'}`)];
  if (open.length > 0) return commented(lines);
  return when.length === 0 ? lines : [...when, ...commented(lines)];
}

function criteriaLines(out: WriteOut): readonly string[] {
  const { plan, state } = out;
  const lines = plan.runbook.criteria.flatMap((criterion) => {
    const verdict = state.criteria.get(criterion.id)?.verdict;
    const text = fill(criterion.text, out);
    if (verdict === 'met') return [comment(`[x] ${text}`)];
    const check = checkOf(criterion, plan);
    const may = check === undefined ? undefined : plan.dispositions.get(check.address);
    return [comment(`[ ] ${text}`), ...(check === undefined || may?.may !== 'run' ? [] : plainCommand(check, may))];
  });
  return lines.length === 0 ? [] : ['', comment(plan.runbook.criteriaTitle ?? 'Success Criteria'), ...lines];
}

/** No line of the runbook's own text may end the comment it stands in. */
function comment(text: string): string {
  return `# ${text.replace(/[\r\n\u2028\u2029]+/g, ' ')}`.trimEnd();
}

function commented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line.startsWith('#') ? line : `# ${line}`));
}

function fill(text: string, { values }: WriteOut): string {
  return fillIn(text, values);
}
