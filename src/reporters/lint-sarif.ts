import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { Edit, Fix } from '../diagnostics/fix.ts';
import type { Place } from '../diagnostics/place.ts';
import { joined, jsonList, type LintReport, type ReportedRule } from './lint-report.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0, as code scanning reads it; columns count UTF-16 units. The rules come last, when it is known which were broken. */
export function createLintSarif(rules: readonly ReportedRule[], toolVersion: string): LintReport {
  const list = jsonList('        ');
  const indexOf = new Map<string, number>();
  const indexFor = (code: string) => {
    const index = indexOf.get(code) ?? indexOf.size;
    indexOf.set(code, index);
    return index;
  };
  return {
    begin: head,
    of: ({ shown, diagnostics }) => {
      const uri = uriOf(shown);
      return list.add(diagnostics.map((diagnostic) => resultOf(uri, diagnostic, indexFor(diagnostic.code))));
    },
    end: () => {
      const used = [...indexOf.keys()].map((code) => {
        return rules.find((rule) => rule.code === code) ?? { code, title: code, why: code };
      });
      const driver = { name: 'runbook', semanticVersion: toolVersion, rules: used.map(ruleOf) };
      const tool = JSON.stringify({ driver }, undefined, 2).replaceAll('\n', '\n      ');
      return joined([list.rest(), '      ],', `      "tool": ${tool}`, '    }', '  ]', '}']);
    },
  };
}

const head = `{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "columnKind": "utf16CodeUnits",
      "results": [`;

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
