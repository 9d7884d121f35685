import { readFileSync } from 'node:fs';
import { renderFinding } from '../diagnostics/source-frame.ts';
import type { LintedFile } from './lint-job.ts';

/** Every finding of some files beside its lines; a file is read again only where there is something to show. */
export function renderFindings(files: readonly LintedFile[], colour: boolean): readonly string[] {
  return files.flatMap(({ path, shown, diagnostics, text }) => {
    if (diagnostics.length === 0) return [];
    const lines = (text ?? textOf(path)).replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
    return diagnostics.map((diagnostic) => renderFinding(shown, lines, diagnostic, { colour }));
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
