import type { Action } from '../runbook/action.ts';
import { isSecretInput, namesSecret } from '../runbook/secret-name.ts';
import type { Command } from './command.ts';
import { editCommand } from './edit-command.ts';
import { expectedAnswer } from './expected-answer.ts';
import { keepSecret } from './keep-secret.ts';
import { performAction } from './perform-action.ts';
import type { InputQuestion, Leaving, PlaceholderQuestion, Question, Reply } from './question.ts';
import { stepOf } from './run-plan.ts';
import type { Running } from './running.ts';
import { watchTargets } from './target-watch.ts';
import { visitShell } from './visit-shell.ts';
import { startBudgetWatch } from './watch-budget.ts';

/** Carries out one command; what came of it is in the events. Otherwise how the responder wants to leave. */
export async function performCommand(command: Command, running: Running): Promise<'done' | Leaving> {
  switch (command.do) {
    case 'start-step':
      await running.append({ type: 'step-started', step: command.step, ...factsOfUnlisted(command.step, running) });
      startBudgetWatch(command.step, running);
      return 'done';
    case 'ask':
      return ask(command.question, running);
    case 'settle':
      await record(command.question, { do: 'answer', answer: command.answer, by: 'value' }, 0, running);
      return 'done';
    case 'execute':
      await performAction(command, running);
      return 'done';
    case 'end-step':
      await endStep(command, running);
      return 'done';
    case 'record-check':
      await recordCheck(command, running);
      return 'done';
    case 'end-undo':
      await running.append({ type: 'undo-ended', outcome: command.outcome });
      return 'done';
    case 'end-run':
      return 'done';
  }
}

/** A step that only a failure leads to is not among those that the run began with. */
function factsOfUnlisted(id: string, { plan, state }: Running) {
  const step = stepOf(plan, id);
  if (step === undefined || state.steps.has(id)) return {};
  const { lowerMs, upperMs } = step.budget ?? {};
  const budget = lowerMs === undefined || upperMs === undefined ? undefined : { lowerMs, upperMs };
  return { title: step.title, budget };
}

async function ask(question: Question, running: Running): Promise<'done' | Leaving> {
  const { plan, state, values, ports, options, elapsedMs } = running;
  const beganMs = ports.clock.monoMs();
  const { resumed } = options;
  const openShell = options.attended ? () => visitShell(question, running) : undefined;
  const edit = options.attended ? (action: Action) => editCommand(action, running) : undefined;
  using _watched = options.attended && asksToWrite(question) ? watchTargets(running) : undefined;
  const targets = () => running.seen.targets;
  const view = { plan, state, values, elapsedMs, targets, resumed, openShell, edit };
  const reply = await ports.prompter.reply(question, view, ports.interruption.ended);
  if (reply.do === 'leave') return reply.how;
  if (reply.do === 'ask-anew') return 'done';
  const waitedMs = ports.clock.monoMs() - beganMs;
  if (reply.do === 'instead') {
    await record(reply.question, { do: 'answer', answer: reply.answer, by: 'responder' }, waitedMs, running);
  } else await record(question, reply, waitedMs, running);
  return 'done';
}

/** One press on it runs something that changes the target. */
function asksToWrite(question: Question): boolean {
  return question.kind === 'run' && question.actions.some(({ may }) => may.effect !== 'read');
}

async function record(
  question: Question,
  reply: Reply & { do: 'answer' },
  waitedMs: number,
  running: Running,
): Promise<void> {
  const user = reply.by === 'responder' ? running.options.user : undefined;
  const { by, answer, reason } = reply;
  if (question.kind === 'option') {
    const title = question.choice.options.find((option) => option.key === answer)?.title ?? 'none of them';
    await running.append({ type: 'option-chosen', choice: question.id, option: answer, title, by, user, waitedMs });
    return;
  }
  const written = keepValue(question, answer, running);
  const kind = question.kind === 'placeholder' ? 'input' : question.kind;
  const covers = question.kind === 'run' ? question.actions.map(({ action }) => action.address) : undefined;
  await running.append({
    type: 'question-answered',
    question: question.id,
    kind,
    text: question.text,
    answer: expectedAnswer(question, written),
    by,
    user,
    reason,
    covers,
    waitedMs,
  });
}

/** A value asked for is kept for the actions; of a secret only that it was given is written. */
function keepValue(question: Question, answer: string, running: Running): string {
  if (question.kind !== 'placeholder' && question.kind !== 'input') return answer;
  running.values.byName.set(question.id, answer);
  running.values.withheld.delete(question.id);
  if (!isSecret(question) && !running.values.secrets.has(question.id)) return answer;
  return keepSecret(question.id, answer, running);
}

/** A placeholder has no type, only a name that may say so. */
function isSecret(question: InputQuestion | PlaceholderQuestion): boolean {
  if (question.kind === 'placeholder') return namesSecret(question.id);
  return isSecretInput(question.input);
}

async function endStep(command: Command & { do: 'end-step' }, running: Running): Promise<void> {
  const { step: id, outcome, detail } = command;
  const found = running.state.steps.get(id);
  const isBegun = found?.status === 'running';
  const elapsedMs = isBegun ? Math.max(0, running.elapsedMs() - found.startedMonoMs) : 0;
  const upperMs = found?.budget?.upperMs;
  const verdict = !isBegun || upperMs === undefined ? undefined : elapsedMs > upperMs ? 'over' : 'within';
  await running.append({ type: 'step-ended', step: id, outcome, detail, elapsedMs, verdict });
}

async function recordCheck(command: Command & { do: 'record-check' }, running: Running): Promise<void> {
  const { criterion, verdict, action } = command;
  const answered = running.state.answers.get(criterion);
  const by = command.by === 'check' ? 'check' : (answered?.by ?? 'responder');
  await running.append({
    type: 'check-ended',
    criterion,
    verdict,
    by,
    user: answered?.user,
    action,
    detail: command.detail,
  });
}
