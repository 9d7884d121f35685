import type { ShellWord } from '../shell/shell-script.ts';
import { matchesAny } from './command-pattern.ts';
import { entryOf } from './entry-of.ts';
import type { Invocation } from './invocations.ts';
import { alwaysInteractive, sessionPrograms, waysOut } from './tables/interactive-programs.ts';
import { hostIndex, unwrapCommand } from './unwrap-command.ts';
import { hasAnyOption, hasOption, positionalsOf } from './words.ts';

/** A program that waits for a person, and how to leave it. */
export interface Session {
  readonly program: string;
  readonly wayOut: string;
}

/** A session on another machine, account or program: what is typed below it is meant for that, not for this shell. */
export function sessionOf(invocation: Invocation): Session | undefined {
  if (invocation.nested || invocation.command.hasInput) return undefined;
  const { program, args } = invocation;
  if (!opensSession(program, args) && !matchesAny(invocation, sessionPrograms)) return undefined;
  return { program, wayOut: entryOf(waysOut, program) ?? 'exit' };
}

/** Any program that needs a person at a terminal, sessions included. */
export function interactiveOf(invocation: Invocation): Session | undefined {
  const session = sessionOf(invocation);
  if (session !== undefined || invocation.nested) return session;
  const { program, args, command } = invocation;
  const asks =
    matchesAny(invocation, alwaysInteractive) ||
    (entryOf(interactiveTests, program)?.(args) ?? false) ||
    (!command.hasInput && readsTerminal(program, args) && !command.inside.includes('function'));
  return asks ? { program, wayOut: entryOf(waysOut, program) ?? 'Ctrl-C' } : undefined;
}

type Test = (args: readonly ShellWord[]) => boolean;

function opensSession(program: string, args: readonly ShellWord[]): boolean {
  if (containerTools.has(program)) return opensContainerSession(program, args);
  return entryOf(sessionTests, program)?.(args) ?? false;
}

const containerTools: ReadonlySet<string> = new Set(
  'docker podman nerdctl docker-compose kubectl k oc crictl ctr'.split(' '),
);

/** `exec -it pod -- sh` opens a session, `exec -it pod -- ls` does not. */
function opensContainerSession(program: string, args: readonly ShellWord[]): boolean {
  const subcommand = positionalsOf(program, args).find((word) => /^(exec|run|debug|attach)$/.test(word));
  if (subcommand === undefined) return false;
  if (subcommand === 'attach') return true;
  if (!asksTerminal(program, args)) return false;
  const { inner } = unwrapCommand([
    { text: program, literal: program, quoted: false, divides: false, position },
    ...args,
  ]);
  const [words] = inner;
  const [name, ...rest] = typeof words === 'string' || words === undefined ? [] : words;
  return name?.literal === undefined || opensSession(name.literal.replace(/^.*\//, ''), rest);
}

const position = { line: 1, column: 1, offset: 0 };

/** `docker-compose exec` gives a terminal unless told not to. */
function asksTerminal(program: string, args: readonly ShellWord[]): boolean {
  const own = beforeCommand(args);
  const isCompose = program === 'docker-compose' || own.some((word) => word.literal === 'compose');
  return hasAnyOption(own, ['-t', '-i', '--tty', '--stdin', '--interactive']) || (isCompose && !hasOption(own, '-T'));
}

/** Options behind `--` are those of the command inside. */
function beforeCommand(args: readonly ShellWord[]): readonly ShellWord[] {
  const dashes = args.findIndex((word) => word.literal === '--');
  return dashes < 0 ? args : args.slice(0, dashes);
}

function lacks(options: string): Test {
  const all = options.split(' ');
  return (args) => !hasAnyOption(args, all);
}

/** A shell or interpreter without a script. */
const isBare: Test = (args) => args.every((word) => /^-(i|l|il|li|-login|u|q)$/.test(word.literal ?? '…'));

const redisSession: Test = (args) => {
  const valued = /^-(h|p|n|a|u|s|-user|-pass|-cacert|-cert|-key)$/;
  const rest = args.filter((word, index) => {
    const isValue = valued.test(args[index - 1]?.literal ?? '');
    return !isValue && !(word.literal ?? '…').startsWith('-');
  });
  return rest.length === 0 && lacks('--version --help --stat --scan --bigkeys --latency --pipe --rdb --eval')(args);
};

const sqlClient = lacks('-c --command -f --file -l --list -e --execute --version --help -V');

const sessionTests: Readonly<Record<string, Test>> = {
  psql: sqlClient,
  mysql: sqlClient,
  mariadb: sqlClient,
  sqlite3: (args) => args.filter((word) => !(word.literal ?? '…').startsWith('-')).length < 2,
  mongo: lacks('--eval -f --file --version --help'),
  mongosh: lacks('--eval -f --file --version --help'),
  cqlsh: lacks('-e --execute -f --file --version --help'),
  'cypher-shell': (args) => args.every((word) => (word.literal ?? '…').startsWith('-')),
  'redis-cli': redisSession,
  'valkey-cli': redisSession,
  'clickhouse-client': lacks('-q --query --queries-file'),
  ssh: (args) => hostIndex(args) === args.length - 1 && lacks('-N -f -V -G -O')(args),
  su: lacks('-c --command'),
  sudo: (args) => hasAnyOption(args, ['-i', '-s', '--login', '--shell']),
  doas: (args) => hasOption(args, '-s'),
  login: () => true,
  newgrp: () => true,
  ipython: () => true,
  ...Object.fromEntries(
    'bash sh zsh fish ash dash ksh python python3 node deno ruby perl'.split(' ').map((name) => [name, isBare]),
  ),
};

/** `-p` alone asks; `-psecret` and `--password=secret` do not. */
const asksPassword: Test = (args) => args.some((word) => word.literal === '-p' || word.literal === '--password');

const asksForTerminal: Test = (args) => hasAnyOption(beforeCommand(args), ['-t', '--tty']);

const interactiveTests: Readonly<Record<string, Test>> = {
  docker: (args) => asksToLogIn(args) || (containerCommand(args) && asksForTerminal(args)),
  podman: (args) => asksToLogIn(args) || (containerCommand(args) && asksForTerminal(args)),
  nerdctl: (args) => asksToLogIn(args) || (containerCommand(args) && asksForTerminal(args)),
  kubectl: (args) => containerCommand(args) && asksForTerminal(args),
  k: (args) => containerCommand(args) && asksForTerminal(args),
  oc: (args) => containerCommand(args) && asksForTerminal(args),
  ssh: (args) => hasOption(args.slice(0, hostIndex(args)), '-t'),
  less: () => true,
  more: () => true,
  most: () => true,
  man: () => true,
  top: lacks('-b'),
  mysql: asksPassword,
  mysqldump: asksPassword,
  mysqladmin: asksPassword,
  psql: (args) => hasAnyOption(args, ['-W', '--password']),
  nslookup: (args) => args.length === 0,
  git: (args) =>
    args[0]?.literal === 'commit' && lacks('-m --message -F --file -C --no-edit --fixup --squash --dry-run')(args),
};

/** Without a password it asks for one. */
const asksToLogIn: Test = (args) =>
  args[0]?.literal === 'login' && !hasAnyOption(args, ['-p', '--password', '--password-stdin']);

const containerCommand: Test = (args) => args.some((word) => /^(exec|run|attach|debug)$/.test(word.literal ?? ''));

function readsTerminal(program: string, args: readonly ShellWord[]): boolean {
  return program === 'read' || (program === 'openssl' && args[0]?.literal === 's_client');
}
