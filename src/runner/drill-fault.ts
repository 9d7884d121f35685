import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { nextForAction } from './next-for-action.ts';
import { performCommand } from './perform-command.ts';
import type { Prompter } from './prompter.ts';
import { isElsewhere } from './run-plan.ts';
import type { Running } from './running.ts';

type Role = 'fault' | 'restore';
type Outcome = 'succeeded' | 'failed';

function actionsOf({ plan }: Running, role: Role): readonly Action[] {
  return allActionsOf(plan.runbook).filter(
    (action) => action.role === role && !action.never && !isElsewhere(action, plan),
  );
}

/** Whether a drill is to break its environment now: before its first step, and once. */
export function isFaultDue({ state }: Running): boolean {
  return state.started?.fault === true && state.fault?.ended === undefined;
}

/** Breaks what the drill is about; whoever said `--fault` has agreed to it. */
export async function makeFault(running: Running): Promise<Outcome> {
  const actions = actionsOf(running, 'fault');
  if (running.state.fault === undefined)
    await running.append({ type: 'fault-started', actions: actions.map(({ address }) => address) });
  const outcome = await performAll(actions, running, 'until one fails');
  await running.append({ type: 'fault-ended', outcome });
  return outcome;
}

/** Brings back what a fault broke, whatever has happened since: also after a signal; only a further one ends that. */
export async function restoreAfterFault(running: Running): Promise<void> {
  const { state } = running;
  if (state.fault === undefined || state.restore?.ended !== undefined) return;
  const actions = actionsOf(running, 'restore');
  if (state.restore === undefined)
    await running.append({ type: 'restore-started', actions: actions.map(({ address }) => address) });
  const ports = { ...running.ports, interruption: running.ports.interruption.afterwards() };
  const outcome = await performAll(actions, { ...running, ports }, 'each of them');
  await running.append({ type: 'restore-ended', outcome });
  if (outcome === 'failed')
    await running.append({
      type: 'note',
      level: 'look',
      of: 'fault',
      text: leftBrokenText(actions, running),
    });
}

function leftBrokenText(restoring: readonly Action[], { plan, state }: Running): string {
  const open = restoring.filter(({ address }) => {
    const found = state.actions.get(address);
    return found?.status !== 'ended' || found.outcome !== 'succeeded';
  });
  const by = open.map(({ id, place }) => `${id}, line ${place.line}`).join('; ');
  return `LEFT BROKEN: what the drill broke in ${plan.environment?.name ?? 'its environment'} was not brought back; do by hand what is left of ${by}`;
}

async function performAll(
  actions: readonly Action[],
  running: Running,
  how: 'until one fails' | 'each of them',
): Promise<Outcome> {
  const agreed = { ...running, ports: { ...running.ports, prompter: agreeing(running.ports.prompter) } };
  let outcome: Outcome = 'succeeded';
  for (const action of actions) {
    if ((await performOne(action, agreed)) === 'succeeded') continue;
    outcome = 'failed';
    if (how === 'until one fails') break;
  }
  return outcome;
}

async function performOne(action: Action, running: Running): Promise<Outcome> {
  const { plan, state, values } = running;
  for (;;) {
    if (running.ports.interruption.ended.aborted) return 'failed';
    const walk = nextForAction(action, { step: undefined, plan, state, values });
    if (walk.next === 'failed') return 'failed';
    if (walk.next === 'passed') return walk.how === 'skipped' || walk.how === 'cannot-tell' ? 'failed' : 'succeeded';
    const done = await performCommand(walk.command, running).catch((error: unknown) => {
      if (running.ports.interruption.ended.aborted) return 'leave' as const;
      throw error;
    });
    if (done !== 'done') return 'failed';
  }
}

/** That it is run was said once, by the flag; nobody is held up by what failed. Everything else is for whoever is there. */
function agreeing(prompter: Prompter): Prompter {
  return {
    reply: async (question, view, signal) => {
      if (question.kind === 'run') return { do: 'answer', answer: question.typed ?? 'run', by: 'flag' };
      if (question.kind === 'failure') return { do: 'answer', answer: 'end', by: 'runner' };
      return await prompter.reply(question, view, signal);
    },
  };
}
