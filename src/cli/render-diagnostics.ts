import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../diagnostics/source-frame.ts';
import { frameOf } from './frame-of.ts';

/** Every problem with its place and its line of the source, for standard error. */
export function renderDiagnostics(file: string, text: string, diagnostics: readonly Diagnostic[]): string {
  const frame = frameOf(process.stderr);
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return diagnostics.map((diagnostic) => renderDiagnostic(file, source, diagnostic, frame)).join('\n\n');
}
