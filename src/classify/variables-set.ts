import type { ShellCommand, ShellScript, ShellWord } from '../shell/shell-script.ts';

/** A place where a script gives a variable a value. */
export interface SetVariable {
  readonly name: string;
  /** Offset in the script from which on it has the value. */
  readonly from: number;
  /** Happens when a function of the script is called. */
  readonly inFunction: boolean;
  /** `NS=shop kubectl …`: for that command alone, whose own words do not see it. */
  readonly isOfCommand: boolean;
  /** The value ends with a command, a function or a subshell and does not reach the next action. */
  readonly isPassing: boolean;
}

/** Where a script sets variables, builtins and loops included. */
export function variablesSet(shell: ShellScript): readonly SetVariable[] {
  const members = new Map<number, number>();
  for (const { pipeline } of shell.commands) members.set(pipeline, (members.get(pipeline) ?? 0) + 1);
  const byCommands = shell.commands.flatMap((command) => {
    const isInPipeline = (members.get(command.pipeline) ?? 0) > 1;
    return setBy(command).map(
      ({ name, from, isOfCommand }): SetVariable => ({
        name,
        from,
        inFunction: command.inside.includes('function'),
        isOfCommand,
        isPassing: isOfCommand || isInPipeline || isInSubshell(command) || isLocal(command),
      }),
    );
  });
  const byLoops = shell.loops.flatMap(({ variable, position }): SetVariable[] =>
    variable === undefined
      ? []
      : [{ name: variable, from: position.offset, inFunction: false, isOfCommand: false, isPassing: false }],
  );
  return [...byCommands, ...byLoops, ...byExpansions(shell)];
}

export function isInSubshell({ inside }: ShellCommand): boolean {
  return inside.some((construct) => /^(subshell|substitution|process-substitution)$/.test(construct));
}

function isLocal({ words, inside }: ShellCommand): boolean {
  return inside.includes('function') && /^(local|declare|typeset)$/.test(words[0]?.literal ?? '');
}

const declaring = /^(export|declare|typeset|local|readonly)$/;
const filling = /^(read|mapfile|readarray|getopts|let|declare|typeset|local|readonly)$/;

type SetByCommand = Pick<SetVariable, 'name' | 'from' | 'isOfCommand'>;

function setBy({ words, assignments, endOffset }: ShellCommand): readonly SetByCommand[] {
  const [program = ''] = words.map((word) => word.literal ?? '…');
  const isOfCommand = words.length > 0 && !declaring.test(program);
  const assigned = assignments.map(({ name, value, position }) => {
    const from = value === undefined ? position.offset : value.position.offset + value.text.length;
    return { name: name.replace(/\[.*$/s, ''), from, isOfCommand };
  });
  return [
    ...assigned,
    ...namesFilled(program, words.slice(1)).map((name) => ({ name, from: endOffset, isOfCommand: false })),
  ];
}

/** `read -r A B`, `printf -v A`, `let A=1`, `declare A` */
function namesFilled(program: string, args: readonly ShellWord[]): readonly string[] {
  const words = args.map(({ literal = '' }) => literal);
  if (program === 'printf') return words[0] === '-v' ? words.slice(1, 2) : [];
  if (!filling.test(program)) return [];
  return words.flatMap((word) => /^([A-Za-z_]\w*)(\+\+|--|[-+*/]?=.*)?$/s.exec(word)?.[1] ?? []);
}

/** `${NAME:=text}` */
function byExpansions({ source, used }: ShellScript): readonly SetVariable[] {
  return used
    .filter(({ name, position }) => /^:?=/.test(source.slice(position.offset + name.length + 2)))
    .map(({ name, inFunction, position }) => ({
      name,
      from: position.offset + 1,
      inFunction,
      isOfCommand: false,
      isPassing: false,
    }));
}
