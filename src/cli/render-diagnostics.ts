import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../diagnostics/source-frame.ts';
import { styleFor } from '../terminal/style.ts';

/** Every problem with its place and its line of the source, for standard error. */
export function renderDiagnostics(file: string, text: string, diagnostics: readonly Diagnostic[]): string {
  const colour = styleFor(process.stderr, process.env).red('x') !== 'x';
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return diagnostics.map((diagnostic) => renderDiagnostic(file, source, diagnostic, { colour })).join('\n\n');
}
