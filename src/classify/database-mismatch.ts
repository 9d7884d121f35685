import type { DatabaseTarget } from '../runbook/environment.ts';
import type { ShellPosition, ShellScript, ShellWord } from '../shell/shell-script.ts';
import type { Invocation } from './invocations.ts';
import { differing, givenOptions, type LiteralTarget, type TargetMismatch } from './literal-target.ts';
import { variablesGiven } from './variables-given.ts';

/** Hosts and databases that a client is given, by option, address or variable, and the environment does not have. */
export function databaseMismatches(
  script: ShellScript,
  invocations: readonly Invocation[],
  target: DatabaseTarget,
): readonly TargetMismatch[] {
  const clients = invocations.filter(({ program }) => databaseTools.test(program));
  const given = [
    ...clients.flatMap(({ args }) => args.flatMap(addressIn)),
    ...byVariables(script, invocations, target),
  ];
  const hosts = [...given.filter(({ flag }) => /host$/i.test(flag)), ...clients.flatMap(hostOptions)];
  const names = given.filter(({ flag }) => /(dbname|PGDATABASE)$/.test(flag));
  return [...differing(hosts, target.host), ...differing(names, target.name)];
}

const databaseTools =
  /^(psql|pg_dump|pg_dumpall|pg_restore|pg_isready|createdb|dropdb|vacuumdb|reindexdb|pg_basebackup)$/;

/** Inside a container `localhost` is the container. */
function hostOptions({ args, through }: Invocation): readonly LiteralTarget[] {
  const isElsewhere = through.some((program) => /^(kubectl|oc|k|docker|podman|nerdctl)$/.test(program));
  const given = givenOptions(args, ['-h', '--host']);
  return isElsewhere ? given.filter(({ value }) => !/^(localhost|127\.0\.0\.1|::1|\/.*)$/.test(value)) : given;
}

/** `PGHOST=…`, `PGDATABASE=…` and the address of the environment's own variable, wherever they are set. */
function byVariables(
  script: ShellScript,
  invocations: readonly Invocation[],
  target: DatabaseTarget,
): readonly LiteralTarget[] {
  return variablesGiven(script, invocations).flatMap(
    ({ flag, value, isLiteral, position }): readonly LiteralTarget[] => {
      if (!isLiteral) return [];
      if (flag === 'PGHOST' || flag === 'PGDATABASE') return [{ flag, value, position }];
      return flag === 'DATABASE_URL' || flag === target.url ? addressOf(value, position) : [];
    },
  );
}

function addressIn({ literal = '', position }: ShellWord): readonly LiteralTarget[] {
  return addressOf(literal.replace(/^--dbname=/, ''), position);
}

/** Host and database of `postgres://user@host:5432/name` and of `host=… dbname=…`. */
function addressOf(text: string, position: ShellPosition): readonly LiteralTarget[] {
  const url = /^postgres(?:ql)?:\/\/(?:[^@/]*@)?([^:/?]*)(?::\d+)?(?:\/([^?]*))?/.exec(text);
  const [, host, name] = url ?? [];
  const pairs = url === null ? [...text.matchAll(/(?:^|\s)(host|dbname)=(\S+)/g)] : [];
  return [
    ...(host ? [{ flag: 'host', value: host, position }] : []),
    ...(name ? [{ flag: 'dbname', value: name, position }] : []),
    ...pairs.map(([, flag = '', value = '']) => ({ flag, value, position })),
  ];
}
