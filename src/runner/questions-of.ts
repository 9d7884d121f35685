import type { Action } from '../runbook/action.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Step } from '../runbook/step.ts';
import { bodyOf } from './body-of.ts';
import { conditionQuestion, type Question } from './question.ts';
import { dispositionOf, isLeftToPerson, type RunPlan, targetNameOf } from './run-plan.ts';

/** What is already answered: prunes the paths that will not be gone. Undefined where nothing is known. */
export type Known = (question: Question) => string | undefined;

/** Every question that can come up on any path that is still open, in the order of the run. */
export function questionsOf(plan: RunPlan, known: Known = () => undefined): readonly Question[] {
  const { prerequisites, criteria } = plan.runbook;
  const asked = prerequisites.asked.map(
    ({ id, text, place, link }): Question => ({ kind: 'prerequisite', id, text, place, link }),
  );
  const steps = plan.runbook.steps.filter((step) =>
    plan.graph.nodes.some((node) => node.id === step.id && node.turn !== 'never'),
  );
  return [
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
    ...prerequisites.checks.flatMap((action) => ofAction(action, undefined, plan)),
    ...steps.flatMap((step) => ofStep({ ...step, body: bodyOf(step, plan) }, plan, known)),
    ...criteria.flatMap((criterion): readonly Question[] => {
      const check = checkActions(plan).find((action) => action.address === criterion.check);
      if (check !== undefined && dispositionOf(plan, check.address).may === 'run')
        return ofAction(check, undefined, plan);
      const { id, text, place, link } = criterion;
      return [{ kind: 'criterion', id, text, place, link }];
    }),
  ];
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

function checkActions(plan: RunPlan): readonly Action[] {
  const inSteps = plan.runbook.steps.flatMap((step) =>
    step.body.flatMap((node) => (node.node === 'action' ? [node] : [])),
  );
  return [...plan.runbook.checks, ...inSteps].filter((action) => action.role === 'check');
}

function ofStep(step: Step, plan: RunPlan, known: Known): readonly Question[] {
  const condition = step.condition;
  const gate: readonly Question[] =
    condition === undefined || condition.when !== undefined ? [] : [conditionQuestion(condition, step.id)];
  const answer = gate[0] && known(gate[0]);
  if (condition !== undefined && answer !== undefined && answer !== condition.runsIf) return gate;
  return [...gate, ...ofBody(step.body, step, plan, known)];
}

function ofBody(body: readonly BodyNode[], step: Step, plan: RunPlan, known: Known): readonly Question[] {
  return body.flatMap((node): readonly Question[] => {
    switch (node.node) {
      case 'action':
        return node.role === 'forward' ? ofAction(node, step, plan) : [];
      case 'choice': {
        const { id, place } = node;
        const text = node.options.map((option) => `${option.key}: ${option.title}`).join(' | ');
        const question: Question = { kind: 'option', id, text, place, step: step.id, choice: node };
        const chosen = known(question);
        const options = node.options.filter((option) => chosen === undefined || option.key === chosen);
        return [question, ...options.flatMap((option) => ofBody(option.body, step, plan, known))];
      }
      case 'guard':
        return ofStep({ ...step, condition: node.condition, body: node.body }, plan, known);
      case 'checklist':
        return node.items.map(
          ({ id, text, place, link }): Question => ({ kind: 'checklist', id, text, place, link, step: step.id }),
        );
      case 'by-hand':
        return [
          {
            kind: 'by-hand',
            id: node.id,
            text: node.text,
            place: node.place,
            step: step.id,
            action: undefined,
            may: undefined,
          },
        ];
      case 'shown':
        return [];
    }
  });
}

function ofAction(action: Action, step: Step | undefined, plan: RunPlan): readonly Question[] {
  if (action.never || (action.onlyIn !== undefined && action.onlyIn !== plan.environment?.name)) return [];
  const may = dispositionOf(plan, action.address);
  const common = { id: action.address, place: action.place, step: step?.id };
  switch (may.may) {
    case 'be-shown':
      if (!isLeftToPerson(may)) return [];
      return [{ ...common, kind: 'by-hand', text: may.reasons[0] ?? 'done by hand', action, may }];
    case 'be-refused':
    case 'be-handed-off':
      return [{ ...common, kind: 'by-hand', text: may.reasons[0] ?? 'done by hand', action, may }];
    case 'run': {
      const typed = action.confirm === 'typed' || may.effect === 'destructive' ? targetNameOf(plan) : undefined;
      const placeholders = may.placeholders.map(
        (placeholder): Question => ({
          ...common,
          kind: 'placeholder',
          id: placeholder.name,
          text: `${placeholder.text}: ${placeholder.description}`,
          placeholder,
        }),
      );
      return [
        ...placeholders,
        {
          ...common,
          kind: 'run',
          text: action.title ?? step?.title ?? action.address,
          actions: [{ action, may }],
          typed,
        },
      ];
    }
  }
}
