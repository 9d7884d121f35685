import type { ShellFunctions } from './bash-function.ts';
import { functionsFromEnvironment } from './bash-function.ts';
import type { Variable } from './bash-variable.ts';

/** Everything that goes on from one shell action to the next. Texts are latin1: one unit is one byte. */
export interface ShellState {
  /** Absent before the first action: what the environment of the runner says stands. */
  readonly variables?: readonly Variable[] | undefined;
  readonly functions: readonly ShellFunctions[];
  /** `name=text` each. */
  readonly aliases: readonly string[];
  /** By name: whether it is on. `shopt` and `set -o` apart. */
  readonly shopt: Readonly<Record<string, boolean>>;
  readonly options: Readonly<Record<string, boolean>>;
  readonly umask?: string | undefined;
  /** Soft limits by the letter of `ulimit`. */
  readonly limits: Readonly<Record<string, string>>;
  readonly folder: string;
  /** What pushd put below the working folder. */
  readonly folders: readonly string[];
  readonly positional: readonly string[];
  /** Command by signal; ERR and DEBUG too, EXIT never. */
  readonly traps: Readonly<Record<string, string>>;
  readonly seconds?: string | undefined;
  /** Process ids of background jobs. */
  readonly jobs: readonly string[];
}

/** A plain value: the state, and beside it the one a failed action left, until it is known whether that action is tried again. */
export interface SessionState {
  readonly current: ShellState;
  readonly failed?: { readonly action: string; readonly state: ShellState } | undefined;
}

export function initialState(folder: string, environment: NodeJS.ProcessEnv): SessionState {
  return {
    current: {
      functions: functionsFromEnvironment(environment),
      aliases: [],
      shopt: {},
      options: {},
      limits: {},
      folder: Buffer.from(folder).toString('latin1'),
      folders: [],
      positional: [],
      traps: {},
      jobs: [],
    },
  };
}

/** The state an action begins with. Trying a failed action again begins before it; any other action accepts what it left. */
export function stateFor(session: SessionState, action: string): ShellState {
  const { current, failed } = session;
  return failed === undefined || failed.action === action ? current : failed.state;
}
