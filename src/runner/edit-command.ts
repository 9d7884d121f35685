import type { Action } from '../runbook/action.ts';
import type { Edited } from './prompter.ts';
import type { Running } from './running.ts';
import { editedSources, takeEdits } from './take-edits.ts';

/** Lets the person change the code of an action for this run; what they leave unsaved, or cannot be run, is not taken. */
export async function editCommand(action: Action, running: Running): Promise<Edited> {
  const { ports, plan, state, options, append } = running;
  const { address } = action;
  const stop = new AbortController();
  using _watched = ports.interruption.watch((reason) => stop.abort(reason), 'read');
  const end = await ports.shell.edit({
    action: `${address}.edit`,
    text: `${action.source}\n`,
    language: action.kind === 'shell' ? 'sh' : action.language,
    signal: stop.signal,
  });
  if ('problem' in end) return { state: 'refused', why: end.problem };
  const source = end.text.replace(/\n+$/, '');
  if (source === action.source) return { state: 'unchanged' };
  if (ports.hasSecret(source)) {
    return {
      state: 'refused',
      why: 'the value of a secret stands in it, which is never kept: write its $NAME instead',
    };
  }
  const refusal = await takeEdits(plan, editedSources(state).set(address, source), ports.judge, address);
  if (refusal !== undefined) return { state: 'refused', why: refusal };
  await append({ type: 'action-edited', action: address, source, user: options.user });
  return { state: 'taken' };
}
