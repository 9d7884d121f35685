import type { DatabaseTarget, KubernetesTarget } from '../runbook/environment.ts';
import { type ShellParser, type ShellScript, type ShellWord, scriptWithout } from '../shell/shell-script.ts';
import { type Invocation, invocationsOf } from './invocations.ts';

/** A literal target in a command that is not the environment's. */
export interface TargetMismatch {
  /** 1-based, within the script. */
  readonly line: number;
  readonly column: number;
  /** As written: `-n`, `--context`, `KUBECONFIG`, `host`. */
  readonly flag: string;
  readonly value: string;
  readonly expected: string;
}

const noNesting: ShellParser = (source) => scriptWithout(source, { state: 'valid' });

/** Every literal namespace, context, server, kubeconfig or database host that differs from the chosen environment's. */
export function targetMismatches(
  script: ShellScript,
  kubernetes: KubernetesTarget | undefined,
  database: DatabaseTarget | undefined,
): readonly TargetMismatch[] {
  const invocations = invocationsOf(script, noNesting);
  return [
    ...invocations.flatMap((invocation) => kubernetesMismatches(invocation, kubernetes)),
    ...(kubernetes === undefined ? [] : kubeconfigAssignments(script)),
    ...invocations.flatMap((invocation) => databaseMismatches(invocation, database)),
  ].toSorted((a, b) => a.line - b.line || a.column - b.column);
}

interface GivenOption {
  readonly flag: string;
  readonly value: string;
  readonly word: ShellWord;
}

/** Literal values of the named options, up to `--`. */
function givenOptions(args: readonly ShellWord[], names: readonly string[]): readonly GivenOption[] {
  const end = args.findIndex((word) => word.literal === '--');
  const own = end < 0 ? args : args.slice(0, end);
  return own.flatMap((word, index) => names.flatMap((name) => literalValue(word, own[index + 1], name) ?? []));
}

function literalValue(word: ShellWord, next: ShellWord | undefined, flag: string): GivenOption | undefined {
  const { literal } = word;
  if (literal === undefined) return undefined;
  if (literal === flag) return next?.literal === undefined ? undefined : { flag, value: next.literal, word };
  if (literal.startsWith(`${flag}=`)) return { flag, value: literal.slice(flag.length + 1), word };
  const isGlued = /^-[a-zA-Z]$/.test(flag) && literal.startsWith(flag) && literal.length > 2;
  return isGlued ? { flag, value: literal.slice(2).replace(/^=/, ''), word } : undefined;
}

const clusterTools = /^(kubectl|oc|k|helm|helm3|kustomize|stern|argocd|flux|velero|kubens|kubectx|istioctl|linkerd)$/;

function kubernetesMismatches(
  { program, args }: Invocation,
  target: KubernetesTarget | undefined,
): readonly TargetMismatch[] {
  if (target === undefined || !clusterTools.test(program)) return [];
  const serverNames = /^(kubectl|oc|k)$/.test(program) ? ['-s', '--server'] : ['--kube-apiserver'];
  return [
    ...differing(givenOptions(args, ['-n', '--namespace']), target.namespace),
    ...differing(givenOptions(args, ['--context', '--kube-context']), target.context),
    ...differing(givenOptions(args, serverNames), target.server),
    ...givenOptions(args, ['--kubeconfig']).map((given) => mismatch(given, 'the private kubeconfig of the run')),
  ];
}

function differing(given: readonly GivenOption[], expected: string | undefined): readonly TargetMismatch[] {
  if (expected === undefined) return [];
  return given
    .filter(({ value }) => withoutSlash(value) !== withoutSlash(expected))
    .map((option) => mismatch(option, expected));
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, '');
}

function mismatch({ flag, value, word }: GivenOption, expected: string): TargetMismatch {
  return { line: word.position.line, column: word.position.column, flag, value, expected };
}

function kubeconfigAssignments(script: ShellScript): readonly TargetMismatch[] {
  return script.commands
    .flatMap(({ assignments }) => assignments)
    .filter(({ name, value }) => name === 'KUBECONFIG' && value !== undefined)
    .map(({ value, position }) => ({
      line: position.line,
      column: position.column,
      flag: 'KUBECONFIG',
      value: value?.literal ?? value?.text ?? '',
      expected: 'the private kubeconfig of the run',
    }));
}

const databaseTools =
  /^(psql|pg_dump|pg_dumpall|pg_restore|pg_isready|createdb|dropdb|vacuumdb|reindexdb|pg_basebackup)$/;

function databaseMismatches(
  { program, args, command }: Invocation,
  target: DatabaseTarget | undefined,
): readonly TargetMismatch[] {
  if (target === undefined || !databaseTools.test(program)) return [];
  const addresses = args.flatMap((word) => addressIn(word));
  const variables = command.assignments.flatMap(({ name, value }): GivenOption[] =>
    name === 'PGHOST' && value?.literal !== undefined ? [{ flag: 'PGHOST', value: value.literal, word: value }] : [],
  );
  return [
    ...differing([...variables, ...givenOptions(args, ['-h', '--host'])], target.host),
    ...differing(
      addresses.filter(({ flag }) => flag === 'host'),
      target.host,
    ),
    ...differing(
      addresses.filter(({ flag }) => flag === 'dbname'),
      target.name,
    ),
  ];
}

/** Host and database of `postgres://user@host:5432/name` and of `host=… dbname=…`. */
function addressIn(word: ShellWord): readonly GivenOption[] {
  const text = (word.literal ?? '').replace(/^--dbname=/, '');
  const url = /^postgres(?:ql)?:\/\/(?:[^@/]*@)?([^:/?]*)(?::\d+)?(?:\/([^?]*))?/.exec(text);
  const [, host, name] = url ?? [];
  const pairs = url === null ? [...text.matchAll(/(?:^|\s)(host|dbname)=(\S+)/g)] : [];
  return [
    ...(host ? [{ flag: 'host', value: host, word }] : []),
    ...(name ? [{ flag: 'dbname', value: name, word }] : []),
    ...pairs.map(([, flag = '', value = '']) => ({ flag, value, word })),
  ];
}
