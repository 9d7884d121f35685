import { cutAround } from './cut-around.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { escapeControls } from './escape-controls.ts';
import type { Fix } from './fix.ts';
import type { Place } from './place.ts';
import { wrapText } from './wrap-text.ts';

export interface FrameOptions {
  readonly colour: boolean;
  /** How wide a line may be. */
  readonly columns: number;
}

/** A diagnostic as `runbook lint` shows it: read beside the file, so its line comes first, with the line above. */
export function renderFinding(
  file: string,
  lines: readonly string[],
  diagnostic: Diagnostic,
  options: FrameOptions,
): string {
  const { line, column } = diagnostic.place;
  const paint = options.colour ? ansi(diagnostic.severity) : { bold: same, severity: same };
  const above = lines[line - 2]?.trim()
    ? [`${String(line - 1).padStart(5)} | ${cutAround(lines[line - 2] ?? '', 0, 0, options.columns - 8).text}`]
    : [];
  return [
    `${paint.bold(`${escapeControls(file)}:${line}:${column}`)}  ${paint.severity(diagnostic.severity)}  ${diagnostic.code}`,
    ...above,
    ...frame(lines[line - 1] ?? '', diagnostic.place, paint.severity, options),
    ...labelled(' why  ', diagnostic.message, options),
    ...labelled(' do   ', diagnostic.hint, options),
    ...(diagnostic.fix === undefined ? [] : [` fix  ${fixText(diagnostic.fix)}`]),
    '',
  ].join('\n');
}

function fixText({ certainty, title }: Fix): string {
  return `${escapeControls(title)}: ${certainty === 'safe' ? '--fix' : '--fix-suggested'}`;
}

/** A diagnostic for a terminal: its place and code, the message, the line with what is meant underlined, the hint. */
export function renderDiagnostic(file: string, text: string, diagnostic: Diagnostic, options: FrameOptions): string {
  const { line, column } = diagnostic.place;
  const paint = options.colour ? ansi(diagnostic.severity) : { bold: same, severity: same };
  return [
    `${paint.bold(`${escapeControls(file)}:${line}:${column}`)}  ${paint.severity(diagnostic.severity)}  ${diagnostic.code}`,
    ...labelled(' why  ', diagnostic.message, options),
    ...frame(lineOf(text, line), diagnostic.place, paint.severity, options),
    ...labelled(' do   ', diagnostic.hint, options),
    '',
  ].join('\n');
}

/** The diagnostics of some files as one JSON document, version 1. */
export function renderDiagnosticsJson(
  files: readonly { readonly file: string; readonly diagnostics: readonly Diagnostic[] }[],
): string {
  const diagnostics = files.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ code, severity, place, message, hint }) => ({ file, ...place, severity, code, message, hint })),
  );
  return `${JSON.stringify({ v: 1, diagnostics }, undefined, 2)}\n`;
}

type Paint = (text: string) => string;

function same(text: string): string {
  return text;
}

function ansi(severity: Severity): { readonly bold: Paint; readonly severity: Paint } {
  const code = { error: 31, warning: 33, info: 36 }[severity];
  return { bold: (text) => `\u001b[1m${text}\u001b[22m`, severity: (text) => `\u001b[${code}m${text}\u001b[39m` };
}

function labelled(label: string, text: string, { columns }: FrameOptions): readonly string[] {
  const lines = text.split('\n').flatMap((line) => wrapText(escapeControls(line), columns - label.length));
  return lines.map((line, index) => (index === 0 ? label : ' '.repeat(label.length)) + line);
}

/** The line of that number without its ending, which may be LF, CRLF or CR. */
function lineOf(text: string, number: number): string {
  const ending = /\r\n|\n|\r/g;
  for (let skipped = 1; skipped < number; skipped++) if (ending.exec(text) === null) return '';
  const start = ending.lastIndex;
  return text.slice(start, ending.exec(text)?.index);
}

function frame(line: string, place: Place, paint: Paint, { columns }: FrameOptions): readonly string[] {
  const start = Math.min(place.column - 1, line.length);
  const end = place.endLine > place.line ? line.length : Math.min(place.endColumn - 1, line.length);
  const number = String(place.line).padStart(5);
  const gutter = `${number} | `;
  const shown = cutAround(line, start, Math.max(start, end), columns - gutter.length);
  const underline = paint('^'.repeat(shown.underlined));
  return [`${gutter}${shown.text}`.trimEnd(), `${' '.repeat(number.length)} | ${shown.indent}${underline}`];
}
