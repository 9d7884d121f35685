import { type ActionState, beganSeq } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { actionsOf, allActionsOf } from '../runbook/actions-of.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Disposition, Opening, Runnable } from '../runbook/disposition.ts';
import { answerAbout, commandSeq, executeAgain, followAnswer } from './consent.ts';
import { decideWhen } from './decide-when.ts';
import { walkToExecute } from './execute-next.ts';
import { failureId, failureOf } from './failure-of.ts';
import { openingFor, openNext, wasOpened } from './hand-off.ts';
import { isUnknown } from './is-unknown.ts';
import { nextAfterUnknown } from './next-after-unknown.ts';
import { beforeExecuting, runAgain } from './next-for-withheld.ts';
import { decidedSeq } from './outdated.ts';
import {
  type ByHandQuestion,
  conditionOf,
  conditionQuestion,
  findingQuestion,
  placeholderQuestion,
  type RunQuestion,
} from './question.ts';
import { dispositionOf, isElsewhere, isLeftToPerson } from './run-plan.ts';
import { runQuestion } from './run-question.ts';
import { hasSet, refuseUnset } from './unset-variable.ts';
import { passed, type Walk, type WalkContext } from './walk.ts';

type Ended = ActionState & { status: 'ended' };

/** What an action needs next: an answer, to be run, a decision about its failure, or nothing. */
export function nextForAction(action: Action, context: WalkContext): Walk {
  return beforeExecuting(onlyWithVariables(decide(action, context), action, context), context);
}

/** However it came to be run: not without what it reads, `rm -rf "$TARGET/"` above all. */
function onlyWithVariables(walk: Walk, action: Action, context: WalkContext): Walk {
  if (walk.next !== 'command' || walk.command.do !== 'execute') return walk;
  const { action: wanted, may, opens } = walk.command;
  if (wanted.address !== action.address || opens === true) return walk;
  return withoutVariables(action, may, { ...context, decided: decidedSeq(action, context) }) ?? walk;
}

/** What is lost is set again, or a person does it: undefined where everything is there. */
function withoutVariables(action: Action, may: Runnable, context: SinceDecided): Walk | undefined {
  const again = setAgain(may, context);
  if (again !== undefined) return again;
  const refusal = refuseUnset(may, action, hasSet(context));
  return refusal && nextByHand(action, refusal, context);
}

function decide(action: Action, context: WalkContext): Walk {
  const { plan, state } = context;
  if (action.never) return passed('nothing', 'it is never run');
  if (isElsewhere(action, plan)) return passed('nothing', `only in ${action.onlyIn}`);
  const may = dispositionOf(plan, action.address);
  if (may.may === 'be-shown' && !isLeftToPerson(may)) return passed('nothing');
  const known = lastOf(action, context);
  const decided = decidedSeq(action, context);
  const isOutdated = known?.status === 'ended' && beganSeq(known) < decided;
  const found = isOutdated ? undefined : known;
  if (found === undefined) {
    const skip = skippedByWhen(action, context);
    if (skip !== undefined) return skip;
  }
  if (may.may !== 'run') return nextByHand(action, may, { ...context, decided });
  if (isUnknown(found, state)) return nextAfterUnknown(action, may, found, context);
  if (found?.status !== 'ended') return nextUnstarted(action, may, { ...context, decided });
  if (found.outcome === 'succeeded') return nextAfterSuccess(action, may, found, context);
  return nextAfterFailure(action, may, found, context);
}

/** A criterion is answered by a look of its own: what a check said in the middle of a step is no answer. */
function lastOf({ address, role }: Action, { step, state }: WalkContext): ActionState | undefined {
  const found = state.actions.get(address);
  return role === 'check' && step === undefined && found?.step !== undefined ? undefined : found;
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
  const question = conditionQuestion(conditionOf(when, id), context.step?.id);
  return { next: 'command', command: { do: 'ask', question } };
}

/** Refused, or a program that wants a terminal of its own: a person does it and says how it went. */
function nextByHand(action: Action, may: Disposition, context: SinceDecided): Walk {
  const said = context.state.answers.get(action.address);
  // That it may be run was said of a command that could be.
  const isAbout = said !== undefined && said.kind === 'by-hand' && said.seq > context.decided;
  const answered = isAbout ? said : undefined;
  if (answered === undefined || answered.answer === 'open') {
    const opens = openingFor(action, may, context);
    const isAgreed = answered !== undefined && answered.seq > commandSeq(action.address, context.state);
    const opensNow = isAgreed && !wasOpened(answered, action, context);
    if (opensNow && opens !== undefined) return { next: 'command', command: openNext(action, opens, context) };
    return { next: 'command', command: { do: 'ask', question: byHandQuestion(action, may, { ...context, opens }) } };
  }
  if (answered.answer === 'done') return passed('by-hand', answered.user);
  if (answered.answer === 'skip') return passed('skipped', answered.reason);
  const message = may.may === 'be-refused' ? `not done by hand: ${may.reasons[0] ?? 'refused'}` : 'not done by hand';
  const { address: id, place } = action;
  // Each answer is a failure of its own.
  return failureOf({ id, action: undefined, message, place, attempt: 1, since: answered.seq }, context);
}

function byHandQuestion(action: Action, may: Disposition, { step, state, opens }: WithOpening): ByHandQuestion {
  const known = state.actions.get(action.address);
  const message = known?.status === 'ended' ? known.message : undefined;
  return {
    kind: 'by-hand',
    id: action.address,
    text: may.reasons[0] ?? 'done by hand',
    place: action.place,
    step: step?.id,
    action,
    may,
    opens,
    opened: known === undefined ? undefined : { times: known.attempts, message },
  };
}

interface WithOpening extends WalkContext {
  readonly opens: Opening | undefined;
}

/** Since when an answer counts. */
interface SinceDecided extends WalkContext {
  readonly decided: number;
}

function nextUnstarted(action: Action, may: Runnable, context: SinceDecided): Walk {
  const missing = may.placeholders.find((placeholder) => !context.values.byName.has(placeholder.name));
  if (missing !== undefined) {
    const question = placeholderQuestion(missing, action, context.step?.id);
    return { next: 'command', command: { do: 'ask', question } };
  }
  const said = followAnswer(answerAbout(action.address, context.state, context.decided), action, may, context.state);
  if (said?.next === 'passed') return said;
  const without = withoutVariables(action, may, context);
  if (without !== undefined) return without;
  if (said !== undefined) return said;
  if (isOwnCheck(action, may, context)) return walkToExecute(action, may, context.state);
  return { next: 'command', command: { do: 'ask', question: askWithReads(action, may, context) } };
}

/** What was lost with the session is set again by the read that had set it. */
function setAgain({ dependsOn }: Runnable, context: WalkContext): Walk | undefined {
  const { plan, state, values } = context;
  const lost = dependsOn.find(({ variable, setBy }) => {
    const isLost = values.lostVariables.has(variable);
    return isLost && !setBy.some((address) => hasSet(context)(address, variable));
  });
  const setter = allActionsOf(plan.runbook).findLast(
    ({ address }) => lost?.setBy.includes(address) && state.actions.has(address),
  );
  return setter && runAgain(setter, plan, state);
}

function askWithReads(action: Action, may: Runnable, context: WalkContext): RunQuestion {
  return runQuestion([{ action, may }, ...readsAfter(action, context)], context.plan, context.step);
}

/** A check of a criterion or prerequisite that is declared to read has run before anybody is asked about it. */
function isOwnCheck(action: Action, may: Runnable, { step }: WalkContext): boolean {
  return step === undefined && may.effect === 'read' && !may.assumed && action.confirm === undefined;
}

/** Tries again by itself as often as retry= says, then by a person's decision. */
function nextAfterFailure(action: Action, may: Runnable, found: Ended, context: WalkContext): Walk {
  const isOver = found.outcome === 'stopped' || found.tries >= action.attempts;
  if (!isOver) return executeAgain(beganSeq(found), action, may, context);
  const isFinding = may.statusIsFinding && found.outcome === 'failed' && found.exitCode === 1;
  return (
    (isFinding ? nextForFinding(action, may, found, context) : undefined) ?? nextForFailure(action, may, found, context)
  );
}

/** Where exit code 0 says nothing, a person looks at the result. */
function nextAfterSuccess(action: Action, may: Runnable, found: Ended, context: WalkContext): Walk {
  if (!may.successIsFinding) return passed('succeeded');
  const said = { ...found, message: 'the result is not as it should be' };
  return nextForFinding(action, may, found, context) ?? nextForFailure(action, may, said, context);
}

function nextForFailure(
  action: Action,
  may: Runnable,
  { attempts, outcome, message }: Ended,
  context: WalkContext,
): Walk {
  const decided = context.state.answers.get(failureId(action.address, attempts));
  if (decided?.answer === 'retry') return executeAgain(decided.seq, action, may, context);
  const said = message ?? `${outcome} after ${attempts} attempts`;
  return failureOf({ id: action.address, action, message: said, place: action.place, attempt: attempts }, context);
}

/** The result is shown, and a person says whether it is as it should be; undefined when it is not. */
function nextForFinding(action: Action, may: Runnable, found: Ended, context: WalkContext): Walk | undefined {
  const { answers } = context.state;
  const wasRetried = (attempt: number) => answers.get(failureId(action.address, attempt))?.answer === 'retry';
  const retries = Array.from({ length: found.attempts }, (_, index) => index + 1).filter(wasRetried);
  // The decision to try again was about this very attempt: there is nothing to ask about it any more.
  if (retries.includes(found.attempts)) return undefined;
  const question = findingQuestion({ action, may, retries: retries.length }, context.step?.id);
  const said = answers.get(question.id);
  // What was said of an earlier result says nothing about this one.
  const answered = said !== undefined && said.seq > found.ended.seq ? said.answer : undefined;
  if (answered === 'yes') return passed('succeeded');
  if (answered === 'unknown') return passed('cannot-tell', question.text);
  return answered === undefined ? { next: 'command', command: { do: 'ask', question } } : undefined;
}

/** What one press on an action runs as well: the reads that follow it up to the next write, question or step. */
function readsAfter(action: Action, context: WalkContext): RunQuestion['actions'] {
  // What stands behind an undo in its step belongs to the way forward.
  if (action.role === 'undo') return [];
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
