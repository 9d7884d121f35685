import { parse } from '@babel/parser';
import libpgQuery from 'libpg-query';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { checkFor } from '../../../src/manifest/schemas.ts';
import type { LintKind } from '../../../src/project/find-lint-jobs.ts';
import { type LintTools, lintTexts } from '../../../src/project/lint-text.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import { createSqlParser } from '../../../src/sql/create-sql-parser.ts';

await libpgQuery.loadModule();

function babel(source: string): unknown {
  try {
    return parse(source, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      plugins: ['typescript', 'decorators-legacy'],
    });
  } catch {
    return undefined;
  }
}

const tools: LintTools = {
  parse: await loadShellParser({ asks: 'never' }),
  parseSql: createSqlParser(libpgQuery),
  parseModule: (source) => babel(source),
  findCheck: checkFor,
  around: { exists: (path) => path === 'there.md' || path === 'image.png', today: '2026-11-27' },
};

/** Everything that is found in an example. */
export function lintExample({ as, text, file }: Example, exists = tools.around.exists): readonly Diagnostic[] {
  const lintTools = { ...tools, around: { ...tools.around, exists } };
  const kind: LintKind = as === 'bash' || as === 'sql' ? 'runbook' : as;
  const source = as === 'bash' || as === 'sql' ? inStep(as, text) : text;
  const files = { runbook: 'example.md', script: 'example.sh', manifests: 'example.yaml', migration: 'example.ts' };
  return lintTexts({ kind, files: [{ file: file ?? files[kind], text: source }] }, lintTools).map(
    ({ diagnostic }) => diagnostic,
  );
}

export function inStep(language: string, code: string): string {
  const info = code.startsWith('{') ? `${language} ${code}` : `${language}\n${code}`;
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Do it (1 minute)\n\n\`\`\`${info}\n\`\`\`\n`;
}
