import type { ShellScript, ShellWord } from '../shell/shell-script.ts';
import { fillWord } from './fill-word.ts';

/** What variables can only be, as far as a script itself tells; a loop over literal words gives several values. */
export type LiteralVariables = ReadonlyMap<string, readonly string[]>;

/** Variables whose only assignment is a literal, `NS=shop` or `for NS in shop cart`, besides those known before. */
export function literalVariables(script: ShellScript, before: LiteralVariables = new Map()): LiteralVariables {
  const known = new Map(before);
  const written = writtenNames(script);
  for (const [name, values] of writtenValues(script)) {
    const isOnly = written.filter((other) => other === name).length === 1;
    const literals = values.map((value) => (value === undefined ? '' : fillWord(value, single(known))[0]?.literal));
    if (isOnly && literals.every((literal) => literal !== undefined)) known.set(name, literals);
    else known.delete(name);
  }
  for (const name of readNames(script)) known.delete(name);
  return known;
}

/** The variables as they are in one turn of the loops: `turn` counts from 0. */
export function inTurn(variables: LiteralVariables, turn: number): ReadonlyMap<string, string> {
  return new Map([...variables].map(([name, values]) => [name, values[Math.min(turn, values.length - 1)] ?? '']));
}

function single(variables: LiteralVariables): ReadonlyMap<string, string> {
  return inTurn(new Map([...variables].filter(([, values]) => values.length === 1)), 0);
}

type Written = readonly [name: string, values: readonly (ShellWord | undefined)[]];

function writtenValues({ commands, loops }: ShellScript): readonly Written[] {
  const assigned = commands.flatMap(({ assignments }) =>
    assignments.map(({ name, value }): Written => [name, [value]]),
  );
  const looped = loops.flatMap(({ variable, values }): Written[] =>
    variable === undefined ? [] : [[variable, values]],
  );
  return [...assigned, ...looped];
}

function writtenNames(script: ShellScript): readonly string[] {
  return writtenValues(script).map(([name]) => name);
}

/** Names that a builtin fills, with what nobody can tell. */
function readNames({ commands }: ShellScript): readonly string[] {
  return commands
    .filter(({ words }) => /^(read|mapfile|readarray|getopts|printf|let)$/.test(words[0]?.literal ?? ''))
    .flatMap(({ words }) => words.slice(1).flatMap((word) => word.literal ?? []));
}
