import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { Edit, Fix } from '../diagnostics/fix.ts';
import type { Place } from '../diagnostics/place.ts';
import type { ReportedFile, ReportedRule } from './lint-report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0, as code scanning reads it; columns count UTF-16 units. */
export function renderLintSarif(
  files: readonly ReportedFile[],
  rules: readonly ReportedRule[],
  toolVersion: string,
): string {
  const used = new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  const told = rules.filter(({ code }) => [...used].some((one) => one === code));
  const untold = [...used].filter((code) => !told.some((rule) => rule.code === code));
  const all = [...told, ...untold.map((code) => ({ code, title: code, why: code }))];
  const indexOf = new Map(all.map(({ code }, index) => [code, index]));
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'runbook', semanticVersion: toolVersion, rules: all.map(ruleOf) } },
          columnKind: 'utf16CodeUnits',
          results: files.flatMap(({ shown, diagnostics }) =>
            diagnostics.map((diagnostic) => resultOf(uriOf(shown), diagnostic, indexOf.get(diagnostic.code) ?? -1)),
          ),
        },
      ],
    },
    undefined,
    2,
  );
}

function ruleOf({ code, title, why }: ReportedRule) {
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: why, markdown: why },
  };
}

function resultOf(uri: string, diagnostic: Diagnostic, ruleIndex: number) {
  const { code, severity, place, message, hint, fix } = diagnostic;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: `${message}\n${hint}` },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: regionOf(place) } }],
    ...(fix === undefined || !isWhole(fix) ? {} : { fixes: [fixOf(uri, fix)] }),
  };
}

/** A fix that asks for something cannot be made by whoever reads the report. */
function isWhole(fix: Fix): boolean {
  return fix.edits.every(({ text }) => typeof text === 'string');
}

function fixOf(uri: string, { title, edits }: Fix) {
  const replacements = edits.map(({ place, text }: Edit) => ({
    deletedRegion: regionOf(place),
    ...(typeof text === 'string' ? { insertedContent: { text } } : {}),
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation: { uri }, replacements }] };
}

function regionOf({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function uriOf(path: string): string {
  return path.split(/[/\\]/).map(encodeURIComponent).join('/');
}
