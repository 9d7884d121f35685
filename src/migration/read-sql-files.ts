import type { SqlParser } from '../sql/sql-script.ts';
import type { Migration, MigrationSide } from './migration.ts';
import { placeIn } from './place-in-text.ts';
import type { MigrationText } from './read-migrations.ts';

/** Two directions in one file, told apart by comments. */
interface Markers {
  readonly tool: Migration['tool'];
  readonly up: RegExp;
  readonly down: RegExp;
  readonly noTransaction: RegExp;
}

const markers: readonly Markers[] = [
  {
    tool: 'dbmate',
    up: /^--\s*migrate:up\b.*$/m,
    down: /^--\s*migrate:down\b.*$/m,
    noTransaction: /transaction:false/,
  },
  {
    tool: 'goose',
    up: /^--\s*\+goose\s+up\b.*$/im,
    down: /^--\s*\+goose\s+down\b.*$/im,
    noTransaction: /NO TRANSACTION/i,
  },
  {
    tool: 'node-pg-migrate',
    up: /^--\s*up migration\b.*$/im,
    down: /^--\s*down migration\b.*$/im,
    noTransaction: /$^/,
  },
];

/** SQL files → migrations: pairs by their names, or both directions in one file. What is named like neither is left out. */
export function readSqlFiles(files: readonly MigrationText[], parseSql: SqlParser): readonly Migration[] {
  const marked = files.flatMap((file) => readMarked(file, parseSql) ?? []);
  const taken = new Set(marked.map(({ name }) => name));
  return [
    ...marked,
    ...readPairs(
      files.filter(({ file }) => !taken.has(nameOf(file))),
      parseSql,
    ),
  ];
}

function readMarked(text: MigrationText, parseSql: SqlParser): Migration | undefined {
  const { source, file } = text;
  const found = markers.find(({ up }) => up.test(source));
  if (found === undefined) return undefined;
  const up = found.up.exec(source);
  const down = found.down.exec(source);
  const inTransaction = !found.noTransaction.test(source);
  const side = (match: RegExpExecArray | null, other: RegExpExecArray | null): MigrationSide | undefined => {
    if (match === null) return undefined;
    const start = match.index + match[0].length;
    const end = other !== null && other.index > match.index ? other.index : source.length;
    return sideOf(text, { start, end, markStart: match.index, inTransaction }, parseSql);
  };
  return {
    ...{ name: nameOf(file), tool: found.tool, isIrreversible: false, outside: [] },
    up: side(up, down),
    down: side(down, up),
    place: placeIn(text)(up?.index ?? 0, (up?.index ?? 0) + (up?.[0].length ?? 0)),
  };
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly markStart: number;
  readonly inTransaction: boolean;
}

function sideOf(text: MigrationText, part: Part, parseSql: SqlParser): MigrationSide {
  const source = text.source.slice(part.start, part.end);
  const parsed = parseSql(source);
  const isEmpty = parsed.statements.length === 0 && parsed.error === undefined;
  const lineEnd = text.source.indexOf('\n', part.markStart);
  return {
    file: text.file,
    place: placeIn(text)(part.markStart, lineEnd === -1 ? text.source.length : lineEnd),
    sql: [{ ...parsed, file: text.file, inTransaction: part.inTransaction, placeOf: placeIn(text, part.start) }],
    ...{ isDynamic: false, isEmpty, refuses: false, operations: [] },
  };
}

/** `1_x.up.sql` and `1_x.down.sql`, `V1__x.sql` and `U1__x.sql`, `1_x/up.sql` and `1_x/down.sql`. */
const pairNames: readonly RegExp[] = [
  /^(?<name>.*[^/])[._-](?<side>up|down)\.sql$/i,
  /^(?<name>.*\/)(?<side>up|down)\.sql$/i,
  /^(?<name>(?:.*\/)?)(?<side>[VU])(?<rest>\d[\d._]*__.*)\.sql$/,
];

function readPairs(files: readonly MigrationText[], parseSql: SqlParser): readonly Migration[] {
  const pairs = new Map<string, { up?: MigrationText; down?: MigrationText }>();
  for (const file of files) {
    const named = pairOf(file.file);
    if (named === undefined) continue;
    pairs.set(named.name, { ...pairs.get(named.name), [named.side]: file });
  }
  return [...pairs].flatMap(([name, { up, down }]): readonly Migration[] => {
    const first = up ?? down;
    if (first === undefined) return [];
    const whole = (text: MigrationText | undefined) =>
      text && sideOf(text, { start: 0, end: text.source.length, markStart: 0, inTransaction: false }, parseSql);
    const sides = { up: whole(up), down: whole(down) };
    return [
      { name: nameOf(name), tool: 'sql', ...sides, isIrreversible: false, outside: [], place: placeIn(first)(0, 0) },
    ];
  });
}

function pairOf(file: string): { readonly name: string; readonly side: 'up' | 'down' } | undefined {
  for (const pattern of pairNames) {
    const { name = '', side = '', rest = '' } = pattern.exec(file)?.groups ?? {};
    if (side === '') continue;
    return { name: name + rest, side: /^(?:up|V)$/i.test(side) ? 'up' : 'down' };
  }
  return undefined;
}

function nameOf(file: string): string {
  return file.replace(/^.*\/(?=[^/])/, '');
}
