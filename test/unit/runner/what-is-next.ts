import type { EventBody, EventBodyOf } from '../../../src/events/event.ts';
import { foldRun } from '../../../src/events/fold-run.ts';
import type { Effect } from '../../../src/runbook/effect.ts';
import type { Command } from '../../../src/runner/command.ts';
import { nextCommand } from '../../../src/runner/next-command.ts';
import type { RunPlan } from '../../../src/runner/run-plan.ts';
import { createValues } from '../../../src/runner/values.ts';
import { fence } from '../../cli/runbook-text.ts';
import { eventsOf } from '../events/story.ts';

export const write = fence('bash {effect=write}', 'act');
export const check = fence('bash {check="" effect=read id=look}', 'look');

function begun(plan: RunPlan): EventBody[] {
  const steps = plan.graph.order.map((id) => ({ id, title: id }));
  const runbook = { path: 'a.md', name: 'a', title: 'a', digest: '' };
  const responder = { user: 'mira', host: 'bastion-2', pid: 1 };
  const facts = { run: '1123-0314', runbook, drill: false, responder, version: '0.1.0', attended: true };
  return [{ type: 'run-started', ...facts, steps, criteria: [], followUps: [], inputs: {} }];
}

export const answered = (question: string, answer: string, by: 'responder' | 'flag' = 'responder'): EventBody => ({
  type: 'question-answered',
  ...{ question, kind: question.endsWith('.unknown') ? 'unknown' : 'run', text: '', answer, by, user: 'mira' },
  covers: question.endsWith('.unknown') ? undefined : [question],
});

export const intended = (action: string, attempt = 1, effect: Effect = 'write'): EventBody => ({
  type: 'action-intended',
  ...{ action, attempt, kind: 'shell', effect, command: '', line: 1 },
});

export const ended = (
  action: string,
  outcome: 'succeeded' | 'failed' | 'stopped' | 'unknown',
  attempt = 1,
): EventBody => ({
  type: 'action-ended',
  ...{ action, attempt, outcome, elapsedMs: 0, tail: [], outputs: {} },
});

export const resumed: EventBodyOf<'run-resumed'> = { type: 'run-resumed', user: 'jonas', host: 'bastion-3', pid: 2 };
export const changed: EventBody = {
  ...resumed,
  type: 'run-resumed',
  changed: { digest: '', keptAs: 'runbook-2.md', steps: [{ id: 'one', title: 'one' }], criteria: [], followUps: [] },
};
export const started: EventBody = { type: 'step-started', step: 'one' };
export const inFlight = [started, answered('one.1', 'run'), intended('one.1')];
export const lost = [...inFlight, resumed, ended('one.1', 'unknown')];

/** What comes next after these events; a name for it. */
export function next(plan: RunPlan, bodies: readonly EventBody[], values = createValues()): string {
  const events = eventsOf([...begun(plan), ...bodies].map((body, index) => [index, body]));
  return nameOf(nextCommand(plan, foldRun(events), values));
}

function nameOf(command: Command): string {
  switch (command.do) {
    case 'ask': {
      const { question } = command;
      return `ask ${question.kind} ${question.id}${question.kind === 'unknown' ? `: ${question.ways.join(' ')}` : ''}`;
    }
    case 'execute':
      return `execute ${command.action.address} ${command.attempt}`;
    case 'end-step':
      return `end ${command.step} ${command.outcome}`;
    default:
      return command.do;
  }
}
