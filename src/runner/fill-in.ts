import type { RunValues } from './values.ts';

/** `{{ version }}` in prose and expectations → its value; a secret stays `[secret]`. Commands are never filled in. */
export function fillIn(text: string, values: Pick<RunValues, 'byName' | 'secrets'>): string {
  return text.replace(/\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g, (whole, name: string) => {
    if (values.secrets.has(name)) return '[secret]';
    return values.byName.get(name) ?? whole;
  });
}
