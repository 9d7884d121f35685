import { type Invocation, invocationsOf } from '../../classify/invocations.ts';
import { isLeaving } from '../../classify/row-08-context-switch.ts';
import { sessionOf } from '../../classify/session.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { ShellParser, ShellWord } from '../../shell/shell-script.ts';
import { sqlEffectOf } from '../../sql/sql-effect.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { type WholeFence, wholeFenceAt } from './fence-at.ts';
import { type Stretch, stretchesOfLanguages } from './stretches-of-languages.ts';

/**
 * `psql "$DATABASE_URL"` with statements typed below it, and perhaps commands of this machine: an `sql` fence for each
 * stretch of statements, a shell fence for each of commands, in their order. Only where every line can be told.
 */
export function splitContextSwitch({ place }: Diagnostic, subject: RunbookSubject): Fix | undefined {
  const fence = wholeFenceAt(subject, place);
  if (fence === undefined || fence.block.fence.attributes.length > 0) return undefined;
  const client = onlyClient(fence, subject.parse);
  const database = client === undefined ? undefined : databaseOf(client);
  if (client === undefined || database === undefined) return undefined;
  const { line } = client.command.position;
  const lines = fence.lines.map((text, index) => (index === line - 1 || isLeaving(text.trim()) ? '' : text));
  const stretches = stretchesOfLanguages(withoutConnecting(lines, line - 1), subject);
  if (stretches === undefined || !areApart(stretches)) return undefined;
  const { opening } = fence.block.fence;
  return suggestedFix('Split it into fences of one language', {
    place: { ...fence.block.place, line: opening.line, column: opening.column },
    text: stretches.map((stretch) => fenceOf(stretch, fence, database)).join(`\n\n${fence.prefix}`),
  });
}

/** The one session of a fence, on a line of its own and wrapped in nothing. */
function onlyClient({ lines }: WholeFence, parse: ShellParser): Invocation | undefined {
  const invocations = invocationsOf(parse(lines.join('\n')), parse);
  const [client, ...others] = invocations.filter((invocation) => sessionOf(invocation) !== undefined);
  if (client === undefined || others.length > 0 || client.program !== 'psql') return undefined;
  const { command, wrapping } = client;
  const isPlain = command.inside.length === 0 && command.assignments.length === 0 && command.redirects.length === 0;
  const text = lines[command.position.line - 1]?.trim() ?? '';
  return isPlain && wrapping.length === 0 && text.startsWith('psql') && !/[;&|]/.test(text) ? client : undefined;
}

const harmless = /^(?:-X|--no-psqlrc|-q|--quiet)$/;

/** The variable that holds the connection string; another way to connect cannot be said of an `sql` fence. */
function databaseOf({ args }: Invocation): string | undefined {
  const words = args.filter(({ text }) => !harmless.test(text) && !/^(?:-d|--dbname)$/.test(text));
  const [only, ...more] = words;
  return only === undefined || more.length > 0 ? undefined : variableIn(only);
}

function variableIn({ text }: ShellWord): string | undefined {
  const match = /^(?:--dbname=)?("?)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))\1$/.exec(text);
  return match?.[2] ?? match?.[3];
}

/** Each `sql` fence has a connection of its own: what a session keeps would be lost between two. */
function areApart(stretches: readonly Stretch[]): boolean {
  const sql = stretches.filter(({ language }) => language === 'sql').map(({ lines }) => lines.join('\n'));
  return sql.length === 1 || (sql.length > 1 && !sql.some((source) => keptBySession.test(source)));
}

const keptBySession =
  /^\s*(?:begin|start\s+transaction|savepoint|set|lock|prepare|declare|listen|create\s+(?:local\s+)?temp\w*)\b|\bpg_(?:try_)?advisory_lock/im;
const ownTransaction = /^\s*(?:begin|start\s+transaction|commit)\b/im;

const connects = /^\s*#+\s*(?:connect|log ?in|open|start)\b[\w\s'-]*$/i;

/** A comment that says no more than that one connects goes with the line that did. */
function withoutConnecting(lines: readonly string[], client: number): readonly string[] {
  return lines.map((text, index) => (index === client - 1 && connects.test(text) ? '' : text));
}

function fenceOf({ language, lines }: Stretch, fence: WholeFence, database: string): string {
  const { marks, prefix, block } = fence;
  const info = language === 'sql' ? sqlInfo(lines.join('\n'), database) : block.fence.language || 'bash';
  return [`${marks}${info}`, ...lines, marks].join(`\n${prefix}`);
}

/** States the effect as far as the words of the statements tell it. */
function sqlInfo(sql: string, database: string): string {
  const effect = sqlEffectOf(sql);
  const stated = [
    ...(effect === 'unknown' ? [] : [`effect=${effect}`]),
    ...(database === 'DATABASE_URL' ? [] : [`db=${database}`]),
    ...(ownTransaction.test(sql) ? ['transaction=none'] : []),
  ];
  return stated.length === 0 ? 'sql' : `sql {${stated.join(' ')}}`;
}
