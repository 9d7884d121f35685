import type { SqlStatement } from './sql-script.ts';
import { isTrueAt, listAt, nodesNamed, textAt, valueAt } from './syntax-node.ts';

/** What a statement does, as far as lint asks. Names are without their schema. */
export type SqlFact =
  | { readonly does: 'drop-column'; readonly table: string; readonly name: string; readonly ifExists: boolean }
  | { readonly does: 'add-column'; readonly table: string; readonly name: string }
  | { readonly does: 'set-not-null'; readonly table: string; readonly name: string }
  | { readonly does: 'change-type'; readonly table: string; readonly name: string }
  | { readonly does: 'add-constraint'; readonly table: string; readonly name: string; readonly isValidated: boolean }
  | { readonly does: 'drop-constraint'; readonly table: string; readonly name: string }
  | {
      readonly does: 'drop';
      /** `table`, `index`, `view`, `type`, … */
      readonly object: string;
      readonly name: string;
      readonly ifExists: boolean;
      readonly isConcurrent: boolean;
    }
  | { readonly does: 'truncate'; readonly name: string }
  | { readonly does: 'delete'; readonly name: string; readonly hasWhere: boolean }
  | {
      readonly does: 'update';
      readonly name: string;
      readonly hasWhere: boolean;
      readonly copies: readonly string[];
    }
  | { readonly does: 'create-table'; readonly name: string; readonly copies: readonly string[] }
  | { readonly does: 'insert'; readonly name: string; readonly copies: readonly string[] }
  | { readonly does: 'create-index'; readonly name: string; readonly table: string; readonly isConcurrent: boolean }
  | { readonly does: 'rename'; readonly name: string }
  | { readonly does: 'move'; readonly name: string }
  | { readonly does: 'add-enum-value'; readonly name: string }
  | { readonly does: 'set'; readonly name: string }
  | { readonly does: 'begin' }
  | { readonly does: 'lock-table'; readonly name: string }
  | { readonly does: 'call'; readonly name: string }
  | { readonly does: 'read'; readonly name: string; readonly columns: readonly string[] };

export function factsOf({ kind, tree }: SqlStatement): readonly SqlFact[] {
  const own = ownFacts(kind, tree);
  const calls = nodesNamed(tree, 'FuncCall').map(
    (call): SqlFact => ({ does: 'call', name: lastName(call, 'funcname') }),
  );
  return [...own, ...calls];
}

function ownFacts(kind: string, tree: unknown): readonly SqlFact[] {
  const table = textAt(tree, 'relation', 'relname');
  const hasWhere = valueAt(tree, 'whereClause') !== undefined;
  switch (kind) {
    case 'AlterTableStmt':
      return listAt(tree, 'cmds').flatMap((cmd) => alterFacts(table, valueAt(cmd, 'AlterTableCmd')));
    case 'DropStmt':
      return dropFacts(tree);
    case 'TruncateStmt':
      return listAt(tree, 'relations').map((one) => ({ does: 'truncate', name: textAt(one, 'RangeVar', 'relname') }));
    case 'DeleteStmt':
      return [{ does: 'delete', name: table, hasWhere }];
    case 'UpdateStmt':
      return [{ does: 'update', name: table, hasWhere, copies: tablesIn(valueAt(tree, 'fromClause')) }];
    case 'CreateStmt':
      return [{ does: 'create-table', name: table, copies: [] }];
    case 'CreateTableAsStmt':
      return [
        {
          does: 'create-table',
          name: textAt(tree, 'into', 'rel', 'relname'),
          copies: tablesIn(valueAt(tree, 'query')),
        },
      ];
    case 'InsertStmt':
      return [{ does: 'insert', name: table, copies: tablesIn(valueAt(tree, 'selectStmt')) }];
    case 'IndexStmt':
      return [
        { does: 'create-index', name: textAt(tree, 'idxname'), table, isConcurrent: isTrueAt(tree, 'concurrent') },
      ];
    case 'RenameStmt':
      return [{ does: 'rename', name: textAt(tree, 'subname') || table }];
    case 'AlterObjectSchemaStmt':
      return [{ does: 'move', name: table }];
    case 'AlterEnumStmt':
      return [{ does: 'add-enum-value', name: textAt(tree, 'newVal') }];
    case 'VariableSetStmt':
      return [{ does: 'set', name: textAt(tree, 'name') }];
    case 'TransactionStmt':
      return /BEGIN|START/.test(textAt(tree, 'kind')) ? [{ does: 'begin' }] : [];
    case 'LockStmt':
      return listAt(tree, 'relations').map((one) => ({ does: 'lock-table', name: textAt(one, 'RangeVar', 'relname') }));
    case 'SelectStmt':
      return tablesIn(tree).map((name) => ({ does: 'read', name, columns: columnsIn(tree) }));
    default:
      return [];
  }
}

function alterFacts(table: string, cmd: unknown): readonly SqlFact[] {
  const name = textAt(cmd, 'name');
  switch (textAt(cmd, 'subtype')) {
    case 'AT_DropColumn':
      return [{ does: 'drop-column', table, name, ifExists: isTrueAt(cmd, 'missing_ok') }];
    case 'AT_AddColumn':
      return [{ does: 'add-column', table, name: textAt(cmd, 'def', 'ColumnDef', 'colname') }];
    case 'AT_SetNotNull':
      return [{ does: 'set-not-null', table, name }];
    case 'AT_AlterColumnType':
      return [{ does: 'change-type', table, name }];
    case 'AT_AddConstraint':
      return [
        {
          does: 'add-constraint',
          table,
          name: textAt(cmd, 'def', 'Constraint', 'conname'),
          isValidated: !isTrueAt(cmd, 'def', 'Constraint', 'skip_validation'),
        },
      ];
    case 'AT_DropConstraint':
      return [{ does: 'drop-constraint', table, name }];
    default:
      return [];
  }
}

function dropFacts(tree: unknown): readonly SqlFact[] {
  const object = textAt(tree, 'removeType').replace('OBJECT_', '').toLowerCase();
  return listAt(tree, 'objects').map((one) => ({
    does: 'drop',
    object,
    name: textAt(listAt(one, 'List', 'items').at(-1), 'String', 'sval') || lastName(one, 'TypeName', 'names'),
    ifExists: isTrueAt(tree, 'missing_ok'),
    isConcurrent: isTrueAt(tree, 'concurrent'),
  }));
}

function lastName(node: unknown, ...path: readonly string[]): string {
  return textAt(listAt(node, ...path).at(-1), 'String', 'sval');
}

function tablesIn(tree: unknown): readonly string[] {
  return nodesNamed(tree, 'RangeVar').map((node) => textAt(node, 'relname'));
}

function columnsIn(tree: unknown): readonly string[] {
  return nodesNamed(tree, 'ColumnRef').map((node) => lastName(node, 'fields'));
}
