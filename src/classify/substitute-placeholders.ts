import type { Placeholder } from '../runbook/disposition.ts';
import type { FoundPlaceholder } from './find-placeholders.ts';
import { isReservedVariable } from './known-variables.ts';

interface Substituted {
  readonly script: string;
  /** One for each name, in order of first appearance. */
  readonly placeholders: readonly Placeholder[];
}

/** Replaces text by variables, quoted so that a value is always one word and never code. */
export function substitutePlaceholders(
  script: string,
  found: readonly FoundPlaceholder[],
  taken: ReadonlySet<string>,
): Substituted {
  const placeholders = new Map<string, Placeholder>();
  let substituted = '';
  let from = 0;
  for (const { text, description, start, end, quoting } of found) {
    const name = nameOfInput(description, taken);
    const variable = name.toUpperCase();
    if (!placeholders.has(name)) placeholders.set(name, { text, name, variable, description });
    substituted += `${script.slice(from, start)}${quoting === 'double' ? `\${${variable}}` : `"\${${variable}}"`}`;
    from = end;
  }
  return { script: substituted + script.slice(from), placeholders: [...placeholders.values()] };
}

/** `pod-name` → `pod_name`; names that the shell, the system or the script already uses get `_value` behind them. */
export function nameOfInput(description: string, taken: ReadonlySet<string> = new Set()): string {
  const slug = description
    .toLowerCase()
    .normalize('NFKD')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  const name = slug === '' ? 'value' : slug;
  return isReservedVariable(name.toUpperCase()) || taken.has(name.toUpperCase()) ? `${name}_value` : name;
}
