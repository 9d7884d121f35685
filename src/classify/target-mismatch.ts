import type { Environment } from '../runbook/environment.ts';
import { type ShellCommand, type ShellParser, type ShellScript, scriptWithout } from '../shell/shell-script.ts';
import { databaseMismatches } from './database-mismatch.ts';
import { fillWord } from './fill-word.ts';
import { invocationsOf } from './invocations.ts';
import { kubeconfigMismatches } from './kubeconfig-mismatch.ts';
import { kubernetesMismatches } from './kubernetes-mismatch.ts';
import type { TargetMismatch } from './literal-target.ts';
import { inTurn, type LiteralVariables, literalVariables } from './literal-variables.ts';
import { textsRunIn } from './texts-run-in.ts';

/** What the chosen environment says of its targets. */
export type Targets = Pick<Environment, 'kubernetes' | 'database'>;

/** Every literal namespace, context, server, kubeconfig or database host that differs from the chosen environment's. */
export function targetMismatches(script: ShellScript, targets: Targets, parse: ShellParser): readonly TargetMismatch[] {
  const found = mismatchesIn(script, { targets, parse, variables: new Map(), depth: 0 });
  const distinct = new Map(found.map((mismatch) => [JSON.stringify(mismatch), mismatch]));
  return [...distinct.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

interface Search {
  readonly targets: Targets;
  readonly parse: ShellParser;
  /** Of the script around this one. */
  readonly variables: LiteralVariables;
  readonly depth: number;
}

const deepest = 4;

function mismatchesIn(script: ShellScript, search: Search): readonly TargetMismatch[] {
  const variables = literalVariables(script, search.variables);
  const turns = Math.max(1, ...[...variables.values()].map((values) => values.length));
  return Array.from({ length: turns }, (_, turn) => inTurn(variables, turn)).flatMap((values) => {
    const filled = { ...script, commands: script.commands.map((command) => fillCommand(command, values)) };
    return [...mismatchesOfCommands(filled, search.targets), ...mismatchesInside(filled, { ...search, variables })];
  });
}

function fillCommand(command: ShellCommand, values: ReadonlyMap<string, string>): ShellCommand {
  const assignments = command.assignments.map((assignment) => {
    const value =
      assignment.value === undefined ? undefined : fillWord({ ...assignment.value, divides: false }, values)[0];
    return { ...assignment, value };
  });
  return { ...command, assignments, words: command.words.flatMap((word) => fillWord(word, values)) };
}

/** The texts that commands run are searched on their own, as scripts. */
const noNesting: ShellParser = (source) => scriptWithout(source, { state: 'valid' });

function mismatchesOfCommands(script: ShellScript, { kubernetes, database }: Targets): readonly TargetMismatch[] {
  const invocations = invocationsOf(script, noNesting);
  return [
    ...(kubernetes === undefined ? [] : kubeconfigMismatches(script, invocations)),
    ...(kubernetes === undefined ? [] : invocations.flatMap((one) => kubernetesMismatches(one, kubernetes))),
    ...(database === undefined ? [] : databaseMismatches(script, invocations, database)),
  ];
}

function mismatchesInside(script: ShellScript, search: Search): readonly TargetMismatch[] {
  if (search.depth >= deepest) return [];
  return textsRunIn(script).flatMap(({ text, position }) =>
    mismatchesIn(search.parse(text), { ...search, depth: search.depth + 1 }).map((found) => ({
      ...found,
      line: position.line + found.line - 1,
      column: found.line === 1 ? position.column : found.column,
    })),
  );
}
