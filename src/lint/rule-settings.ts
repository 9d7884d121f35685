import { type DiagnosticCode, severities } from '../diagnostics/codes.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import { allRules } from './all-rules.ts';
import { type Preset, presets } from './rule.ts';

/** Which rules are on, and how much each weighs. */
export interface RuleSettings {
  readonly preset: Preset;
  readonly overrides: Readonly<Partial<Record<string, Severity | 'off'>>>;
}

const presetOfCode = new Map<string, Preset>(allRules.map(({ code, preset }) => [code, preset]));
const lighter = new Map<string, Severity>(
  allRules.flatMap(({ code, severity }) => (severity ? [[code, severity]] : [])),
);

/** What a code weighs where nobody says otherwise. */
export function usualSeverity(code: DiagnosticCode): Severity {
  return lighter.get(code) ?? severities[code];
}

/** What a code weighs; undefined where it is off. Codes of broken Markdown are on in every preset. */
export function severityOf(code: DiagnosticCode, { preset, overrides }: RuleSettings): Severity | undefined {
  const override = overrides[code];
  if (override !== undefined) return override === 'off' ? undefined : override;
  const needed = presetOfCode.get(code) ?? 'legacy';
  return presets.indexOf(needed) <= presets.indexOf(preset) ? usualSeverity(code) : undefined;
}

/** A text that nobody can read cannot be switched off. */
export const alwaysOn: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'not-utf8',
  'binary-file',
  'file-unreadable',
  'line-too-long',
  'too-complex',
]);
