import type { Action, When } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { BodyNode, Condition } from '../runbook/body.ts';
import type { Runnable } from '../runbook/disposition.ts';
import type { Step } from '../runbook/step.ts';
import { bodyOf } from './body-of.ts';
import { certainActions, type Known } from './certain-actions.ts';
import { checkOf } from './check-of.ts';
import {
  conditionOf,
  conditionQuestion,
  criterionQuestion,
  findingQuestion,
  optionQuestion,
  placeholderQuestion,
  type Question,
} from './question.ts';
import { dispositionOf, isElsewhere, isLeftToPerson, type RunPlan } from './run-plan.ts';
import { runQuestion } from './run-question.ts';
import { refuseUnset } from './unset-variable.ts';

/** Every question that can come up on any path that is still open, in the order of the run. */
export function questionsOf(plan: RunPlan, known: Known = () => undefined): readonly Question[] {
  const foreseen: Foreseen = { plan, known, certain: certainActions(plan, known) };
  const { prerequisites, criteria } = plan.runbook;
  const asked = prerequisites.asked.map(
    ({ id, text, place, link }): Question => ({ kind: 'prerequisite', id, text, place, link }),
  );
  const steps = plan.runbook.steps.filter((step) =>
    plan.graph.nodes.some((node) => node.id === step.id && node.turn !== 'never'),
  );
  const questions: readonly Question[] = [
    ...environmentQuestion(plan),
    ...asked,
    ...plan.runbook.inputs.map(
      (input): Question => ({
        kind: 'input',
        id: input.name,
        text: input.prompt ?? input.name,
        place: input.place,
        input,
      }),
    ),
    ...prerequisites.checks.flatMap((action) => ofAction(action, undefined, foreseen)),
    ...steps.flatMap((step) => ofStep({ ...step, body: bodyOf(step, plan) }, foreseen)),
    ...criteria.flatMap((criterion): readonly Question[] => {
      const check = checkOf(criterion, plan);
      if (check !== undefined) return ofAction(check, undefined, foreseen);
      return [criterionQuestion(criterion)];
    }),
  ];
  return refuseWithoutVariables(questions, known);
}

/** An action that reads what nothing on the paths that are still open sets cannot be run. */
function refuseWithoutVariables(questions: readonly Question[], known: Known): readonly Question[] {
  const willRun = questions.filter((question) => question.kind === 'run' && known(question) !== 'skip');
  const setting = new Set(willRun.map(({ id }) => id));
  return questions.map((question) => {
    const [first] = question.kind === 'run' ? question.actions : [];
    const refusal = first && refuseUnset(first.may, first.action, (address) => setting.has(address));
    if (first === undefined || refusal === undefined) return question;
    const { id, place, step } = question;
    return { kind: 'by-hand', id, text: refusal.reasons[0] ?? '', place, step, action: first.action, may: refusal };
  });
}

function environmentQuestion({ environment }: RunPlan): readonly Question[] {
  if (environment?.confirm !== 'typed') return [];
  return [
    {
      kind: 'environment',
      id: 'environment',
      text: `write to ${environment.name}`,
      place: environment.place,
      typed: environment.name,
    },
  ];
}

/** How far a run is known beforehand. */
interface Foreseen {
  readonly plan: RunPlan;
  readonly known: Known;
  /** Actions whose exit status will be there to decide by. */
  readonly certain: ReadonlySet<string>;
}

function ofStep(step: Step, foreseen: Foreseen): readonly Question[] {
  const condition = step.condition ?? (step.when && conditionOf(step.when, step.id));
  return behindGate(condition, step, () => ofBody(step.body, step, foreseen), foreseen);
}

/** The question of a condition, and what is behind it unless the answer is known to keep it shut. */
function behindGate(
  condition: Condition | undefined,
  step: Step,
  behind: () => readonly Question[],
  foreseen: Foreseen,
): readonly Question[] {
  if (condition === undefined) return behind();
  const question = conditionQuestion(condition, step.id);
  const gate = condition.when === undefined || mayBeUndecided(condition.when, foreseen) ? [question] : [];
  const answer = gate.length === 0 ? undefined : foreseen.known(question);
  return answer === undefined || answer === condition.runsIf ? [...gate, ...behind()] : gate;
}

/** `when=` asks where the action that decides it may have been left out. */
function mayBeUndecided(when: When, { plan, certain }: Foreseen): boolean {
  const source = allActionsOf(plan.runbook).find(
    ({ id, address, capture }) => id === when.name || address === when.name || capture === when.name,
  );
  return source !== undefined && !certain.has(source.address);
}

function ofBody(body: readonly BodyNode[], step: Step, foreseen: Foreseen): readonly Question[] {
  return body.flatMap((node): readonly Question[] => {
    switch (node.node) {
      case 'action':
        return node.role === 'forward' ? ofAction(node, step, foreseen) : [];
      case 'choice': {
        const question = optionQuestion(node, step.id);
        const chosen = foreseen.known(question);
        const options = node.options.filter((option) => chosen === undefined || option.key === chosen);
        return [question, ...options.flatMap((option) => ofBody(option.body, step, foreseen))];
      }
      case 'guard':
        return behindGate(node.condition, step, () => ofBody(node.body, step, foreseen), foreseen);
      case 'checklist':
        return node.items.map(
          ({ id, text, place, link }): Question => ({ kind: 'checklist', id, text, place, link, step: step.id }),
        );
      case 'by-hand': {
        const { id, text, place } = node;
        return [{ kind: 'by-hand', id, text, place, step: step.id, action: undefined, may: undefined }];
      }
      case 'shown':
        return [];
    }
  });
}

function ofAction(action: Action, step: Step | undefined, foreseen: Foreseen): readonly Question[] {
  const { when } = action;
  if (action.never || isElsewhere(action, foreseen.plan)) return [];
  if (when === undefined || step === undefined) return ofUnconditional(action, step, foreseen);
  return behindGate(
    conditionOf(when, `${action.address}.when`),
    step,
    () => ofUnconditional(action, step, foreseen),
    foreseen,
  );
}

function ofUnconditional(action: Action, step: Step | undefined, { plan, known }: Foreseen): readonly Question[] {
  const may = dispositionOf(plan, action.address);
  if (may.may === 'run') return ofRunnable(action, may, step, { plan, known });
  if (may.may === 'be-shown' && !isLeftToPerson(may)) return [];
  const text = may.reasons[0] ?? 'done by hand';
  return [{ kind: 'by-hand', id: action.address, text, place: action.place, step: step?.id, action, may }];
}

function ofRunnable(
  action: Action,
  may: Runnable,
  step: Step | undefined,
  { plan, known }: Pick<Foreseen, 'plan' | 'known'>,
): readonly Question[] {
  const question = runQuestion([{ action, may }], plan, step);
  const asksAfter = may.statusIsFinding || may.successIsFinding;
  return [
    ...may.placeholders.map((placeholder) => placeholderQuestion(placeholder, action, step?.id)),
    question,
    ...(asksAfter && known(question) !== 'skip' ? [findingQuestion({ action, may, retries: 0 }, step?.id)] : []),
  ];
}
