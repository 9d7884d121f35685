import type { ActionState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { decideWhen } from './decide-when.ts';
import { failureId, failureOf } from './failure-of.ts';
import { conditionQuestion, type RunQuestion } from './question.ts';
import { dispositionOf, isLeftToPerson, type RunPlan, targetNameOf } from './run-plan.ts';
import { passed, type Walk, type WalkContext } from './walk.ts';

/** What an action needs next: an answer, to be run, a decision about its failure, or nothing. */
export function nextForAction(action: Action, context: WalkContext): Walk {
  const { plan, state } = context;
  if (action.never || isForElsewhere(action, plan)) return passed('nothing');
  const may = dispositionOf(plan, action.address);
  if (may.may === 'be-shown' && !isLeftToPerson(may)) return passed('nothing');
  const found = state.actions.get(action.address);
  if (found === undefined) {
    const skip = skippedByWhen(action, context);
    if (skip !== undefined) return skip;
  }
  if (may.may !== 'run') return nextByHand(action, context);
  if (found?.status !== 'ended') return nextUnstarted(action, may, context);
  if (found.outcome === 'succeeded') return passed('succeeded');
  return nextAfterFailure(action, may, found, context);
}

function isForElsewhere(action: Action, plan: RunPlan): boolean {
  return action.onlyIn !== undefined && action.onlyIn !== plan.environment?.name;
}

/** `when=` that says no skips it; one that cannot tell is asked. */
function skippedByWhen(action: Action, context: WalkContext): Walk | undefined {
  const { when } = action;
  if (when === undefined) return undefined;
  const { plan, state, values } = context;
  const id = `${action.address}.when`;
  const answered = state.answers.get(id)?.answer;
  const decision = answered ?? decideWhen(when, plan, state, values);
  if (decision === 'yes') return undefined;
  if (decision === 'no') return passed('nothing');
  if (answered === 'unknown') return passed('cannot-tell', when.name);
  const text = `${when.negated ? 'Not ' : ''}${when.name}`;
  const condition = { id, text, runsIf: 'yes', when, place: when.place } as const;
  return { next: 'command', command: { do: 'ask', question: conditionQuestion(condition, context.step?.id) } };
}

/** Refused, or a program that wants a terminal of its own: a person does it and says how it went. */
function nextByHand(action: Action, context: WalkContext): Walk {
  const { plan, state } = context;
  const answered = state.answers.get(action.address);
  const may = dispositionOf(plan, action.address);
  if (answered === undefined) {
    const text = may.reasons[0] ?? 'done by hand';
    const question = {
      kind: 'by-hand',
      id: action.address,
      text,
      place: action.place,
      step: context.step?.id,
      action,
      may,
    } as const;
    return { next: 'command', command: { do: 'ask', question } };
  }
  if (answered.answer === 'done') return passed('by-hand', answered.user);
  if (answered.answer === 'skip') return passed('skipped', answered.reason);
  return failureOf(
    { id: action.address, action: undefined, message: 'not done by hand', place: action.place, attempt: 1 },
    context,
  );
}

function nextUnstarted(action: Action, may: Runnable, context: WalkContext): Walk {
  const missing = may.placeholders.find((placeholder) => !context.values.byName.has(placeholder.name));
  if (missing !== undefined) {
    const text = `${missing.text}: ${missing.description}`;
    const question = {
      kind: 'placeholder',
      id: missing.name,
      text,
      place: action.place,
      step: context.step?.id,
      placeholder: missing,
    } as const;
    return { next: 'command', command: { do: 'ask', question } };
  }
  const covered = context.state.coveredBy.get(action.address);
  if (covered === undefined && isOwnCheck(action, may, context)) return execute(action, may, 1);
  if (covered === undefined)
    return { next: 'command', command: { do: 'ask', question: runQuestion(action, may, context) } };
  if (covered.answer === 'skip') return passed('skipped', covered.reason);
  if (covered.answer === 'by-hand') return passed('by-hand', covered.user);
  return execute(action, may, 1);
}

function execute(action: Action, may: Runnable, attempt: number): Walk {
  return { next: 'command', command: { do: 'execute', action, may, attempt } };
}

/** A check of a criterion or prerequisite that is declared to read has run before anybody is asked about it. */
function isOwnCheck(action: Action, may: Runnable, { step }: WalkContext): boolean {
  return step === undefined && may.effect === 'read' && !may.assumed && action.confirm === undefined;
}

/** Tries again by itself as often as retry= says, then by a person's decision. */
function nextAfterFailure(
  action: Action,
  may: Runnable,
  found: ActionState & { status: 'ended' },
  context: WalkContext,
): Walk {
  const attempt = found.attempts;
  const again = execute(action, may, attempt + 1);
  const isOver = found.outcome === 'stopped' || attempt % action.attempts === 0;
  if (!isOver) return again;
  if (may.statusIsFinding && found.outcome === 'failed' && found.exitCode === 1) {
    const finding = nextForFinding(action, context);
    if (finding !== undefined) return finding;
  }
  if (context.state.answers.get(failureId(action.address, attempt))?.answer === 'retry') return again;
  const message = found.message ?? `${found.outcome} after ${attempt} attempts`;
  return failureOf({ id: action.address, action, message, place: action.place, attempt }, context);
}

/** Status 1 of a search may only say that nothing was found: the result is shown, and a person says. */
function nextForFinding(action: Action, context: WalkContext): Walk | undefined {
  const id = `${action.address}.finding`;
  const answered = context.state.answers.get(id)?.answer;
  if (answered === 'yes') return passed('succeeded');
  if (answered !== undefined) return undefined;
  const text = 'exit code 1 may only say what it found. Is the result as it should be?';
  return {
    next: 'command',
    command: {
      do: 'ask',
      question: { kind: 'finding', id, text, place: action.place, step: context.step?.id, action },
    },
  };
}

/** One press covers an action and the reads that follow it up to the next write, question or step. */
function runQuestion(action: Action, may: Runnable, context: WalkContext): RunQuestion {
  const actions = [{ action, may }, ...readsAfter(action, context)];
  const isTyped = action.confirm === 'typed' || may.effect === 'destructive';
  return {
    kind: 'run',
    id: action.address,
    text: action.title ?? context.step?.title ?? action.address,
    place: action.place,
    step: context.step?.id,
    actions,
    typed: isTyped ? targetNameOf(context.plan) : undefined,
  };
}

function readsAfter(action: Action, context: WalkContext): RunQuestion['actions'] {
  const siblings = siblingsAfter(action, context);
  const reads: { action: Action; may: Runnable }[] = [];
  for (const node of siblings) {
    if (node.node === 'shown' || (node.node === 'action' && node.role !== 'forward')) continue;
    if (node.node !== 'action' || node.confirm !== undefined) break;
    const may = dispositionOf(context.plan, node.address);
    if (may.may !== 'run' || may.effect !== 'read' || may.assumed || may.placeholders.length > 0) break;
    reads.push({ action: node, may });
  }
  return reads;
}

/** What follows an action without a question in between: in its own body, then, at the end of an option, after the choice. */
function siblingsAfter(action: Action, { step }: WalkContext): readonly BodyNode[] {
  if (step === undefined) return [];
  for (const [index, node] of step.body.entries()) {
    if (node === action) return step.body.slice(index + 1);
    if (node.node === 'choice') {
      const option = node.options.find((candidate) => candidate.body.includes(action));
      if (option !== undefined)
        return [...option.body.slice(option.body.indexOf(action) + 1), ...step.body.slice(index + 1)];
    }
    if (node.node === 'guard' && actionsOf(node.body).includes(action))
      return node.body.slice(indexIn(node.body, action) + 1);
  }
  return [];
}

function indexIn(body: readonly BodyNode[], action: Action): number {
  return body.findIndex((node) => node === action || (node.node === 'choice' && actionsOf([node]).includes(action)));
}
