import type { Variable } from './bash-variable.ts';
import type { SessionState, ShellState } from './session-state.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A state that was kept, for a program that was started anew: what no action has changed since then is as it is in the new
 * environment, not in the old one, whose agents, terminals and folders may be gone.
 */
export function rebaseSession(session: SessionState, old: Environment, now: Environment): SessionState {
  const { current, failed } = session;
  return {
    current: rebase(current, old, now),
    failed: failed && { action: failed.action, state: rebase(failed.state, old, now) },
  };
}

function rebase(state: ShellState, old: Environment, now: Environment): ShellState {
  if (state.variables === undefined) return state;
  const kept = state.variables.flatMap((variable) => {
    if (!isInherited(variable, old)) return [variable];
    const value = now[variable.name];
    return value === undefined ? [] : [exported(variable.name, value)];
  });
  const added = Object.entries(now).flatMap(([name, value]) =>
    value !== undefined && old[name] === undefined && isName(name) && !kept.some((one) => one.name === name)
      ? [exported(name, value)]
      : [],
  );
  return { ...state, variables: [...kept, ...added] };
}

/** What an action made or changed, by name. */
export function changedVariables({ variables = [] }: ShellState, environment: Environment): readonly string[] {
  return variables.filter((variable) => !isInherited(variable, environment)).map(({ name }) => name);
}

/** The state without these variables, whatever they hold. */
export function withoutVariables(state: ShellState, names: ReadonlySet<string>): ShellState {
  return { ...state, variables: state.variables?.filter(({ name }) => !names.has(name)) };
}

function isInherited({ name, flags, value }: Variable, environment: Environment): boolean {
  const inherited = environment[name];
  return (
    inherited !== undefined &&
    flags === 'x' &&
    value.kind === 'text' &&
    value.text === Buffer.from(inherited).toString('latin1')
  );
}

function exported(name: string, value: string): Variable {
  return { name, flags: 'x', value: { kind: 'text', text: Buffer.from(value).toString('latin1') } };
}

function isName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}
