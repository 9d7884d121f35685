import { isKnownProgram } from '../../classify/known-programs.ts';
import { isOutputLine, isProse } from '../../classify/output-lines.ts';
import { safeFix, suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { Fence } from '../../runbook/fence.ts';
import { looksLikeSql } from '../../sql/sql-effect.ts';
import type { Rule } from '../rule.ts';

export const fenceLanguageMissing: Rule = {
  code: 'fence-language-missing',
  preset: 'strict',
  on: 'runbook',
  title: 'A fence does not say in which language it is written.',
  why: `Nobody colours it, no other tool sees that it is a command, and this one has to guess. Write \`bash\`, \`sql\`, \`yaml\`, or \`text\` for
output.`,
  bad: { as: 'runbook', text: runbook('') },
  good: { as: 'runbook', text: runbook('bash') },
  *check({ document }) {
    for (const block of document.blocks) {
      if (block.kind !== 'fence' || block.fence.language !== '' || block.fence.source.trim() === '') continue;
      const { fence } = block;
      const language = languageOf(fence);
      const text = document.lines[fence.opening.line - 1] ?? '';
      const behind = placeAt(
        fence.opening.line,
        fence.opening.column + (/^(?:`+|~+)/.exec(text.slice(fence.opening.column - 1))?.[0].length ?? 3),
      );
      const fix =
        language === undefined
          ? undefined
          : (language === 'bash' ? safeFix : suggestedFix)(`Write ${language}`, { place: behind, text: language });
      yield {
        place: fence.opening,
        message: 'No tool sees what this is, and readers have to guess.',
        hint: `Write ${language ?? 'bash, sql, yaml or text'} behind the marks of the fence.`,
        ...(fix === undefined || fence.attributes.length > 0 ? {} : { fix }),
      };
    }
  },
};

function languageOf({ source }: Fence): string | undefined {
  const lines = source.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  if (lines.length === 0) return undefined;
  if (lines.every((line) => /^\s*\$ /.test(line))) return 'console';
  const starts = lines.filter((_, index) => !/\\$/.test(lines[index - 1] ?? ''));
  if (starts.every((line) => isKnownProgram(line.trim().split(/\s/, 1)[0] ?? '') && !isProse(line))) return 'bash';
  if (lines.some(looksLikeSql)) return 'sql';
  if (/^\s*(?:apiVersion|kind):/m.test(source)) return 'yaml';
  if (/^\s*[[{]/.test(source) && /[\]}]\s*$/.test(source)) return 'json';
  return lines.some(isOutputLine) ? 'text' : undefined;
}

function runbook(language: string): string {
  return `# Look\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`${language}\nkubectl get pods\n\`\`\`\n`;
}
