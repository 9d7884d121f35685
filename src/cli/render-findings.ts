import { readFileSync } from 'node:fs';
import { type FrameOptions, renderFinding } from '../diagnostics/source-frame.ts';
import type { LintedFile } from '../project/lint-job.ts';

/** Every finding of a file beside its lines; it is read again only where there is something to show. */
export function renderFindings(
  { path, shown, diagnostics, text }: LintedFile,
  options: FrameOptions,
): readonly string[] {
  if (diagnostics.length === 0) return [];
  const lines = (text ?? textOf(path)).replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return diagnostics.map((diagnostic) => renderFinding(shown, lines, diagnostic, options));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
