import { changedVariables, withoutVariables } from '../adapters/session-rebase.ts';
import type { SessionState, ShellState } from '../adapters/session-state.ts';
import { causeOf } from '../journal/journal-error.ts';
import { createSessionKeeper } from '../journal/kept-session.ts';
import { variableOf } from '../runbook/input.ts';
import type { Running } from '../runner/running.ts';
import { variablesOf } from '../runner/values.ts';

/** What a shell action has left. */
export interface LeftState {
  readonly action: string;
  /** What it began with. */
  readonly before: ShellState;
  readonly session: SessionState;
  /** What the session began with, from outside. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Keeps the session after every shell action, so that a run can go on with it. That it cannot be kept ends no run. */
export function keepSessionOf(runFolder: string, running: Running): (left: LeftState) => void {
  const keeper = createSessionKeeper(runFolder, process.env);
  let hasFailed = false;
  return ({ action, before, session, environment }) => {
    if (hasFailed) return;
    const secret = secretVariables(running);
    const plain = (state: ShellState) => withoutVariables(state, secret);
    const after = session.failed?.state ?? session.current;
    try {
      keeper.keep({
        action,
        folder: after.folder,
        variables: namesToKeep(plain(after), environment, running),
        functions: after.functions.flatMap(({ names }) => names.map(({ name }) => name)),
        before: plain(before),
        session: {
          current: plain(session.current),
          failed: session.failed && { action: session.failed.action, state: plain(session.failed.state) },
        },
        environment,
        secrets: secretValues(running),
      });
    } catch (error) {
      hasFailed = true;
      const text = `the session cannot be kept, so that its variables would be lost if the run was interrupted: ${causeOf(error)}`;
      running.append({ type: 'note', level: 'look', text }).catch(() => undefined);
    }
  };
}

/** Secrets are asked for again; what else stands in the session may hold copies of them, and is sealed. */
function secretVariables({ values, plan }: Running): ReadonlySet<string> {
  const names = [...values.secrets];
  const fromEnvironment = plan.runbook.inputs.flatMap(({ name, fromEnv }) =>
    fromEnv !== undefined && values.secrets.has(name) ? [fromEnv] : [],
  );
  return new Set([...names.map(variableOf), ...fromEnvironment]);
}

function secretValues({ values }: Running): readonly string[] {
  return [...values.secrets].flatMap((name) => values.byName.get(name) ?? []);
}

/** Inputs, outputs and the variables of the environment are handed in anew. */
function namesToKeep(after: ShellState, environment: LeftState['environment'], { values, plan }: Running): string[] {
  const handedIn = variablesOf(values, plan.environment);
  return changedVariables(after, environment).filter((name) => !Object.hasOwn(handedIn, name) && !shellsOwn.test(name));
}

/** Every bash sets these by itself. */
const shellsOwn =
  /^(?:BASH_\w+|COMP_\w+|HIST\w+|HOST\w+|IFS|PS\d|SHELL|OPTIND|OPTERR|OLDPWD|MACHTYPE|OSTYPE|TERM|COLUMNS|LINES)$/;
