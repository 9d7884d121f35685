import type { SqlScript } from '../sql/sql-script.ts';
import { isNode, listAt, textAt, valueAt } from '../sql/syntax-node.ts';
import type { Migration, MigrationSide } from './migration.ts';
import { placeIn } from './place-in-text.ts';
import type { MigrationParsers, MigrationText } from './read-migrations.ts';

/** A module of JavaScript or TypeScript → the migration in it, or what SQL it holds otherwise; undefined: neither. */
export function readModule(text: MigrationText, { parseModule, parseSql }: MigrationParsers): Migration | undefined {
  const program = valueAt(parseModule(text.source), 'program');
  const directions = directionsIn(program);
  const upNode = directions.get('up');
  const downNode = directions.get('down');
  const reading = { text, parseSql };
  const inside = [upNode, downNode].filter(isNode);
  const outside = callsIn(program, inside).flatMap((call) => sqlOf(call, reading).scripts);
  const isMigration = directions.size > 0;
  if (!isMigration && outside.length === 0) return undefined;
  return {
    name: text.file.replace(/^.*\//, ''),
    tool: toolOf(text.source),
    up: isMigration ? sideOf(upNode, reading) : undefined,
    down: isMigration ? sideOf(downNode, reading) : undefined,
    isIrreversible: valueAt(downNode, 'type') === 'BooleanLiteral' && valueAt(downNode, 'value') === false,
    outside,
    place: upNode === undefined ? placeIn(text)(0, 0) : placeOfNode(upNode, reading),
  };
}

interface Reading {
  readonly text: MigrationText;
  readonly parseSql: MigrationParsers['parseSql'];
}

function toolOf(source: string): Migration['tool'] {
  if (/\bqueryRunner\b|\btypeorm\b/.test(source)) return 'typeorm';
  if (/\bpgm\b|node-pg-migrate/.test(source)) return 'node-pg-migrate';
  if (/\bqueryInterface\b|\bsequelize\b/.test(source)) return 'sequelize';
  return /\bknex\b/.test(source) ? 'knex' : 'unknown';
}

/** The functions `up` and `down`: methods of a class, exports of a module, or properties of what it exports. */
function directionsIn(program: unknown): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const add = (name: string, node: unknown) => {
    if ((name === 'up' || name === 'down') && !found.has(name)) found.set(name, node);
  };
  for (const statement of listAt(program, 'body')) {
    const declaration = valueAt(statement, 'declaration') ?? statement;
    const expression = valueAt(declaration, 'expression');
    switch (textAt(declaration, 'type')) {
      case 'ClassDeclaration':
      case 'ClassExpression':
        for (const member of listAt(declaration, 'body', 'body')) add(textAt(member, 'key', 'name'), member);
        break;
      case 'FunctionDeclaration':
        add(textAt(declaration, 'id', 'name'), declaration);
        break;
      case 'VariableDeclaration':
        for (const one of listAt(declaration, 'declarations')) add(textAt(one, 'id', 'name'), valueAt(one, 'init'));
        break;
      case 'ExpressionStatement':
        for (const [name, node] of assigned(expression)) add(name, node);
        break;
    }
  }
  return found;
}

/** `exports.up = …`, `module.exports = { up, down }`. */
function assigned(expression: unknown): readonly (readonly [string, unknown])[] {
  if (textAt(expression, 'type') !== 'AssignmentExpression') return [];
  const right = valueAt(expression, 'right');
  if (textAt(right, 'type') === 'ObjectExpression')
    return listAt(right, 'properties').map(
      (one) => [textAt(one, 'key', 'name'), valueAt(one, 'value') ?? one] as const,
    );
  return [[textAt(expression, 'left', 'property', 'name'), right]];
}

function sideOf(node: unknown, reading: Reading): MigrationSide | undefined {
  if (!isNode(node) || textAt(node, 'type') === 'BooleanLiteral') return undefined;
  const body = valueAt(node, 'body');
  const statements = textAt(body, 'type') === 'BlockStatement' ? listAt(body, 'body') : [body];
  const calls = callsIn(node, []);
  const sql = calls.map((call) => sqlOf(call, reading));
  const operations = calls.flatMap((call) => operationOf(call, reading));
  return {
    file: reading.text.file,
    place: placeOfNode(node, reading),
    sql: sql.flatMap(({ scripts }) => scripts),
    isDynamic: sql.some(({ isDynamic }) => isDynamic) || operations.length > 0,
    isEmpty: statements.every((one) => isNothing(one)),
    refuses: statements.length > 0 && statements.every((one) => textAt(one, 'type') === 'ThrowStatement'),
    operations,
  };
}

function isNothing(statement: unknown): boolean {
  const type = textAt(statement, 'type');
  if (type === 'EmptyStatement' || type === 'NullLiteral') return true;
  return type === 'ReturnStatement' && !isNode(valueAt(statement, 'argument'));
}

/** The name of a function, or its first line. */
function placeOfNode(node: unknown, { text }: Reading) {
  const named = valueAt(node, 'key') ?? valueAt(node, 'id') ?? node;
  const start = numberAt(named, 'start');
  const end = named === node ? start : numberAt(named, 'end');
  return placeIn(text)(start, end);
}

function numberAt(node: unknown, name: string): number {
  const value = valueAt(node, name);
  return typeof value === 'number' ? value : 0;
}

/** Every call in a tree, in the order of the source; parts that are left out are not entered. */
function callsIn(tree: unknown, except: readonly unknown[]): readonly unknown[] {
  const found: unknown[] = [];
  const open: unknown[] = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next.toReversed());
    else if (isNode(next) && !except.includes(next)) {
      if (next['type'] === 'CallExpression') found.push(next);
      open.push(
        ...Object.values(next)
          .toReversed()
          .filter((value) => typeof value === 'object' && value !== null),
      );
    }
  }
  return found;
}

/** How the tools are told not to begin one. */
const withoutTransaction = /\bnoTransaction\b|\btransaction\s*[:=]\s*false\b/;

const takingSql: ReadonlySet<string> = new Set(['query', 'sql', 'raw', 'execute', 'none', 'unsafe']);

interface FoundSql {
  readonly scripts: readonly SqlScript[];
  readonly isDynamic: boolean;
}

/** `queryRunner.query(…)`, `pgm.sql(…)`, `knex.raw(…)`: the text in it, where it is one. */
function sqlOf(call: unknown, { text, parseSql }: Reading): FoundSql {
  const name = textAt(call, 'callee', 'property', 'name');
  const [argument] = listAt(call, 'arguments');
  if (!takingSql.has(name) || argument === undefined) return { scripts: [], isDynamic: false };
  const literal = literalOf(argument);
  if (literal === undefined) return { scripts: [], isDynamic: true };
  const script = {
    ...parseSql(literal.source),
    file: text.file,
    inTransaction: !withoutTransaction.test(text.source),
    placeOf: placeIn(text, literal.start),
  };
  return { scripts: [script], isDynamic: false };
}

/** A text without values in it, and where it begins. */
function literalOf(node: unknown): { readonly source: string; readonly start: number } | undefined {
  if (textAt(node, 'type') === 'StringLiteral')
    return { source: textAt(node, 'value'), start: numberAt(node, 'start') + 1 };
  if (textAt(node, 'type') !== 'TemplateLiteral') return undefined;
  const [quasi, ...more] = listAt(node, 'quasis');
  return more.length > 0 ? undefined : { source: textAt(quasi, 'value', 'raw'), start: numberAt(quasi, 'start') };
}

const builder = /^(?:pgm|queryRunner|queryInterface|knex|schema|table|t)$/;

/** `pgm.dropColumn('payments', 'x')`, `table.dropColumn('x')`, `knex.schema.dropTable('x')`. */
function operationOf(call: unknown, { text }: Reading): MigrationSide['operations'] {
  const property = valueAt(call, 'callee', 'property');
  const name = textAt(property, 'name');
  const object = valueAt(call, 'callee', 'object');
  const owner = textAt(object, 'name') || textAt(object, 'property', 'name');
  if (name === '' || takingSql.has(name) || !builder.test(owner)) return [];
  const args = listAt(call, 'arguments').flatMap((one) => literalOf(one)?.source ?? []);
  return [{ name, args, place: placeIn(text)(numberAt(property, 'start'), numberAt(property, 'end')) }];
}
