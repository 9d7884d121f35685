import { askBash, loadBashGrammar } from '../adapters/tree-sitter.ts';
import type { FindCheck } from '../manifest/read-manifests.ts';
import type { ModuleParser } from '../migration/read-migrations.ts';
import { readPlainScript } from '../shell/plain-script.ts';
import { createShellParser } from '../shell/shell-parser.ts';
import { createSqlParser } from '../sql/create-sql-parser.ts';
import type { SqlParser } from '../sql/sql-script.ts';
import type { LintParsers, LintTexts } from './lint-text.ts';

/** Parsers for some texts; a grammar is loaded when the first text needs it, and kept for those that follow. */
export function createParserLoader(): (texts: LintTexts) => Promise<LintParsers> {
  const bash = once(loadBashGrammar);
  const sql = once(loadSqlParser);
  const module = once(loadModuleParser);
  const schemas = once(async () => (await import('../manifest/schemas.ts')).checkFor);
  return async (texts) => {
    // First, because it says that no WebAssembly is to be optimized.
    const grammar = await bash();
    const [parseSql, parseModule, findCheck] = await Promise.all([
      mayHoldSql(texts) ? sql() : noSql,
      mayHoldModule(texts) ? module() : noModule,
      mayHoldManifest(texts) ? schemas() : noCheck,
    ]);
    // A parser remembers what it has read: one for each file, so that ten thousand of them fit into memory.
    const parseWhole = createShellParser(grammar, { asks: 'in-doubt', opinion: askBash });
    return {
      parse: remembering((source) => readPlainScript(source) ?? parseWhole(source)),
      parseSql: remembering(parseSql),
      parseModule,
      findCheck,
    };
  };
}

/** The same text is read by many rows and rules, which keep what they know of it by its identity. */
function remembering<T>(parse: (source: string) => T): (source: string) => T {
  const known = new Map<string, T>();
  return (source) => {
    const before = known.get(source);
    if (before !== undefined) return before;
    const script = parse(source);
    known.set(source, script);
    return script;
  };
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

const noSql: SqlParser = (source) => ({ source, statements: [], error: undefined });
const noModule: ModuleParser = () => undefined;

const noCheck: FindCheck = () => undefined;

function mayHoldManifest({ files }: LintTexts): boolean {
  return files.some(({ text }) => /^\s*apiVersion:/m.test(text));
}

function mayHoldSql({ kind, files }: LintTexts): boolean {
  return kind === 'migration' || files.some(({ text }) => /sql|select|pg_/i.test(text));
}

function mayHoldModule({ kind, files }: LintTexts): boolean {
  return (
    kind === 'migration' || files.some(({ text }) => /(?:```|~~~)\s*(?:ts|typescript|js|javascript|mjs)\b/.test(text))
  );
}

async function loadSqlParser(): Promise<SqlParser> {
  const { default: grammar } = await import('libpg-query');
  await grammar.loadModule();
  return createSqlParser(grammar);
}

async function loadModuleParser(): Promise<ModuleParser> {
  const { parse } = await import('@babel/parser');
  return (source) => {
    try {
      return parse(source, {
        sourceType: 'unambiguous',
        errorRecovery: true,
        plugins: ['typescript', 'decorators-legacy'],
      });
    } catch {
      return undefined;
    }
  };
}
