import { sqlEffectOf } from '../sql/sql-effect.ts';
import { matchesAny } from './command-pattern.ts';
import { type Invocation, invocationText } from './invocations.ts';
import type { Reading } from './reading.ts';
import { mayWrite } from './row-18-read-only.ts';
import { destructiveCommands } from './tables/destructive-commands.ts';
import { mutatingCommands } from './tables/mutating-commands.ts';

/** Row 14: why a script destroys something, in words; undefined when nothing shows that it does. */
export function destructiveReason(reading: Reading): string | undefined {
  const invocation = reading.invocations.find((candidate) => matchesAny(candidate, destructiveCommands));
  if (invocation !== undefined) return `"${invocationText(invocation)}" is destructive`;
  if (emptiesFile(reading)) return 'It empties a file';
  const statement = sqlTexts(reading).find((text) => sqlEffectOf(text) === 'destructive');
  if (statement !== undefined) return `"${firstLine(statement)}" is destructive`;
  const fed = fedTexts(reading).find((text) => destructiveText.test(text));
  if (fed !== undefined) return `"${firstLine(fed)}" is destructive`;
  const isGuessed = reading.shell.syntax.state === 'not-understood' && destructiveText.test(reading.script);
  return isGuessed ? 'It holds a destructive word and is not understood in full' : undefined;
}

/** Row 16: why it changes something. */
export function mutatingReason(reading: Reading): string | undefined {
  const invocation = reading.invocations.find((candidate) => matchesAny(candidate, mutatingCommands));
  if (invocation !== undefined) return `"${invocationText(invocation)}" changes something`;
  const redirect = reading.shell.redirects.find(mayWrite);
  if (redirect !== undefined) return `It writes to ${redirect.target?.text ?? 'a file'}`;
  const statement = sqlTexts(reading).find((text) => sqlEffectOf(text) === 'write');
  return statement === undefined ? undefined : `"${firstLine(statement)}" changes something`;
}

function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** `> file`, `: > file` and `cat /dev/null > file`. */
function emptiesFile({ shell }: Reading): boolean {
  return shell.commands.some(({ words, redirects }) => {
    const text = words.map((word) => word.literal ?? '...').join(' ');
    return (
      /^(:|true|cat \/dev\/null|echo -n|printf )?$/.test(text) &&
      redirects.some((redirect) => redirect.operator !== '>>' && mayWrite(redirect))
    );
  });
}

const clients =
  /^(psql|mysql|mariadb|sqlite3|sqlcmd|sqlplus|cockroach|clickhouse-client|mongo|mongosh|cqlsh|bq|snowsql|usql|pgcli|gitlab-psql)$/;

/** What is said to a database: options, here-documents and whatever is piped into it. */
function sqlTexts({ invocations, shell }: Reading): readonly string[] {
  const talking = invocations.filter(({ program }) => clients.test(program));
  if (talking.length === 0) return [];
  const pipelines = new Set(talking.map(({ command }) => command.pipeline));
  const spoken = invocations.filter(({ command }) => pipelines.has(command.pipeline)).flatMap(textsOf);
  return [...spoken, ...shell.hereDocuments.map(({ body }) => body)];
}

function textsOf({ args, command }: Invocation): readonly string[] {
  const words = [...args, ...command.redirects.flatMap(({ target }) => target ?? [])];
  return words.map((word) => word.literal ?? word.text).filter((text) => /\s/.test(text));
}

/** Text that becomes commands elsewhere: here-documents of `ssh`, `bash` and `kubectl exec`. */
function fedTexts({ invocations, shell }: Reading): readonly string[] {
  const runs = invocations.some(({ program }) =>
    /^(ssh|bash|sh|zsh|kubectl|oc|docker|podman|sudo|su|redis-cli|python3?|perl|ruby|xargs)$/.test(program),
  );
  return runs ? shell.hereDocuments.map(({ body }) => body) : [];
}

const destructiveText =
  /\b(rm|rmdir|shred|truncate|mkfs\S*|dd|delete|drop|drain|destroy|purge|uninstall|prune|wipe|flushall|flushdb|kill|reboot|shutdown|terminate|remove)\b/i;
