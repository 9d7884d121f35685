import type { BodyNode, ByHand, Checklist, Choice, Guard } from '../runbook/body.ts';
import { failureOf } from './failure-of.ts';
import { nextForAction } from './next-for-action.ts';
import { nextForCondition } from './next-for-condition.ts';
import { noneOfThem, optionQuestion } from './question.ts';
import { passed, type Walk, type WalkContext, weightier } from './walk.ts';

/** Goes through a body in order and stops at the first piece that is not through. */
export function nextInBody(body: readonly BodyNode[], context: WalkContext): Walk {
  let sum: Walk & { next: 'passed' } = { next: 'passed', how: 'nothing', detail: undefined };
  for (const node of body) {
    const walk = nextForNode(node, context);
    if (walk.next !== 'passed') return walk;
    sum = weightier(sum, walk);
  }
  return sum;
}

function nextForNode(node: BodyNode, context: WalkContext): Walk {
  switch (node.node) {
    case 'action':
      return node.role === 'forward' ? nextForAction(node, context) : passed('nothing');
    case 'choice':
      return nextForChoice(node, context);
    case 'guard':
      return nextForGuard(node, context);
    case 'checklist':
      return nextForChecklist(node, context);
    case 'by-hand':
      return nextForByHand(node, context);
    case 'shown':
      return passed('nothing');
  }
}

function nextForChoice(choice: Choice, context: WalkContext): Walk {
  const chosen = context.state.options.get(choice.id);
  const option = choice.options.find((candidate) => candidate.key === chosen?.option);
  if (option !== undefined) return nextInBody(option.body, context);
  if (chosen?.option === noneOfThem) return passed('skipped', 'none of them fits');
  return { next: 'command', command: { do: 'ask', question: optionQuestion(choice, context.step?.id) } };
}

function nextForGuard(guard: Guard, context: WalkContext): Walk {
  const { condition } = guard;
  const answered = context.state.answers.get(condition.id)?.answer;
  if (answered === condition.runsIf) return nextInBody(guard.body, context);
  if (answered === 'unknown') return passed('cannot-tell', condition.text);
  if (answered !== undefined) return passed('nothing', `answer: ${answered}`);
  return { next: 'command', command: nextForCondition(condition, context) };
}

/** An item that is answered no is a failed check of the step. */
function nextForChecklist(checklist: Checklist, context: WalkContext): Walk {
  let sum: Walk & { next: 'passed' } = { next: 'passed', how: 'nothing', detail: undefined };
  for (const { id, text, place, link } of checklist.items) {
    const answered = context.state.answers.get(id)?.answer;
    if (answered === undefined) {
      return {
        next: 'command',
        command: { do: 'ask', question: { kind: 'checklist', id, text, place, link, step: context.step?.id } },
      };
    }
    if (answered === 'unknown') sum = weightier(sum, { next: 'passed', how: 'cannot-tell', detail: text });
    else if (answered === 'yes') sum = weightier(sum, { next: 'passed', how: 'succeeded', detail: undefined });
    else {
      const walk = failureOf({ id, action: undefined, message: `answered no: ${text}`, place, attempt: 1 }, context);
      if (walk.next !== 'passed') return walk;
      sum = weightier(sum, walk);
    }
  }
  return sum;
}

function nextForByHand({ id, text, place }: ByHand, context: WalkContext): Walk {
  const answered = context.state.answers.get(id);
  if (answered === undefined) {
    const question = {
      kind: 'by-hand',
      id,
      text,
      place,
      step: context.step?.id,
      action: undefined,
      may: undefined,
    } as const;
    return { next: 'command', command: { do: 'ask', question } };
  }
  if (answered.answer === 'done') return passed('by-hand', answered.user);
  if (answered.answer === 'skip') return passed('skipped', answered.reason);
  return failureOf({ id, action: undefined, message: `not done by hand: ${text}`, place, attempt: 1 }, context);
}
