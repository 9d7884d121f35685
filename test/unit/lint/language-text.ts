import { expect } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import type { DiagnosticCode } from '../../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { blanksOf, type Fix } from '../../../src/diagnostics/fix.ts';
import { languageRules } from '../../../src/lint/language-rules.ts';
import { lintExample } from './lint-example.ts';

export const ofLanguage: ReadonlySet<string> = new Set(languageRules.map(({ code }) => code));

export function found(text: string): readonly Diagnostic[] {
  return lintExample({ as: 'runbook', text });
}

/** `line:column code` of what the rules of this group say. */
export function placesOf(text: string): readonly string[] {
  return found(text)
    .filter(({ code }) => ofLanguage.has(code))
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`);
}

/** The one fix of a code, taken as often as it is offered. */
export function fixOf(text: string, code: DiagnosticCode): Fix | undefined {
  return found(text).find((diagnostic) => diagnostic.code === code)?.fix;
}

/** The text as the fix of a code leaves it, and what is left of that code. */
export function fixed(text: string, code: DiagnosticCode): string {
  const fixes = found(text).flatMap((one) => (one.code === code && one.fix !== undefined ? [one.fix] : []));
  const examples = fixes.flatMap(blanksOf).map(({ ask, example }) => [ask, example] as const);
  const after = applyFixes(text, fixes, new Map(examples)).text;
  expect(found(after).filter((one) => one.code === code)).toEqual([]);
  return after;
}

/** A runbook of one step with that text below its heading; the text begins in line 7. */
export function step(...lines: readonly string[]): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Do it (1 minute)\n\n${lines.join('\n')}\n`;
}

export function bash(...lines: readonly string[]): string {
  return step('```bash', ...lines, '```');
}

export const withDatabase = '---\nrunbook:\n  requires: { env: [DATABASE_URL, ORDERS_URL] }\n---\n\n';
