import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { sqlIn } from '../sql-in-runbook.ts';
import { factsIn, type PlacedFact, placeOfWords } from '../sql-places.ts';

/** Whose table it is that says which migrations were applied. */
const owners: Readonly<Record<string, readonly string[]>> = {
  schema_migrations: ['golang-migrate', 'dbmate', 'rails', 'ecto'],
  migrations: ['typeorm', 'db-migrate', 'laravel'],
  pgmigrations: ['node-pg-migrate'],
  knex_migrations: ['knex'],
  SequelizeMeta: ['sequelize'],
  flyway_schema_history: ['flyway'],
  databasechangelog: ['liquibase'],
  _prisma_migrations: ['prisma'],
  goose_db_version: ['goose'],
  kysely_migration: ['kysely'],
};

const ofNode = ['typeorm', 'node-pg-migrate', 'knex', 'sequelize', 'db-migrate', 'prisma', 'kysely'];

export const foreignMigrationsTable: Rule = {
  code: 'foreign-migrations-table',
  preset: 'recommended',
  on: 'runbook',
  title: 'A runbook asks the table of another migration tool than it uses.',
  why: `Each tool keeps its own table of what was applied: TypeORM \`migrations\`, knex \`knex_migrations\`, node-pg-migrate
\`pgmigrations\`, golang-migrate, dbmate and Rails \`schema_migrations\`, with other columns each. The query fails, or reads a table
that somebody left behind years ago.`,
  bad: {
    as: 'runbook',
    text: runbook('SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;'),
  },
  good: { as: 'runbook', text: runbook('SELECT name FROM migrations ORDER BY id DESC LIMIT 1;') },
  *check(subject) {
    const used = toolsUsed(subject);
    if (used.length === 0) return;
    for (const placed of factsIn(sqlIn(subject))) {
      const { fact } = placed;
      if (fact.does !== 'read' && fact.does !== 'delete') continue;
      const owned = Object.hasOwn(owners, fact.name) ? owners[fact.name] : undefined;
      if (owned === undefined || owned.some((tool) => used.includes(tool))) continue;
      yield {
        place: placeOfWords(placed, new RegExp(`\\b${fact.name}\\b`)),
        message: `"${fact.name}" is the table of ${owned.join(' or ')}; this runbook uses ${listed(used)}.`,
        hint: `Ask the table of your tool: ${tablesOf(used)}.`,
        fix: askOther(placed),
      };
    }
  },
};

/** Which table, and by which column, only the project knows. */
function askOther({ script, statement }: PlacedFact): Fix {
  const text = {
    ask: 'last-migration',
    question: 'Which query says which migration was applied last?',
    example: 'SELECT name FROM migrations ORDER BY id DESC LIMIT 1',
  };
  return suggestedFix('Ask the table of your tool', {
    place: script.placeOf(statement.start, statement.end),
    text: [text],
  });
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? 'a tool of Node' : names.join(' or ');
}

function tablesOf(tools: readonly string[]): string {
  const tables = Object.entries(owners).filter(([, owned]) => owned.some((tool) => tools.includes(tool)));
  return tables
    .map(([table, owned]) => `${table} (${owned.filter((tool) => tools.includes(tool)).join(', ')})`)
    .join(', ');
}

/** By the programs that it starts, and by the code in its fences; `npm run migrate:…` is some tool of Node. */
function toolsUsed({ actions, document }: RunbookSubject): readonly string[] {
  const words = actions.flatMap(({ script }) =>
    (script?.invocations ?? []).flatMap(({ program, args }) => [program, ...args.map(({ literal }) => literal ?? '')]),
  );
  const code = document.blocks.flatMap((block) =>
    block.kind === 'fence' && /^(?:[jt]s|javascript|typescript)$/.test(block.fence.language)
      ? [block.fence.source]
      : [],
  );
  const named = [...new Set(Object.values(owners).flat())].filter(
    (tool) =>
      words.some((word) => word.replace(/^.*\//, '').startsWith(tool)) || code.some((text) => text.includes(tool)),
  );
  if (named.length > 0) return named;
  return words.some((word) => /^(?:db[:-])?migrat\w*[:-]\w+/.test(word)) ? ofNode : [];
}

function runbook(sql: string): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Look (10 seconds)\n\n\`\`\`sql {effect=read}\n${sql}\n\`\`\`\n\n### Step 2: Take it down (1 minute)\n\n\`\`\`bash {effect=destructive}\nnpx typeorm migration:revert -d dist/data-source.js\n\`\`\`\n`;
}
