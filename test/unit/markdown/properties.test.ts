import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/diagnostics/place.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import type { BodyNode } from '../../../src/runbook/body.ts';
import type { Runbook } from '../../../src/runbook/runbook.ts';
import { bytes, code, markdown, text } from './markdown-arbitrary.ts';

const linesOf = (source: string) => source.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);

function isWithin(place: Place, lines: readonly string[]): boolean {
  const first = lines[place.line - 1];
  const last = lines[place.endLine - 1];
  if (first === undefined || last === undefined || place.column < 1) return false;
  const isForward = place.line < place.endLine || (place.line === place.endLine && place.column <= place.endColumn);
  return isForward && place.column <= first.length + 1 && place.endColumn <= last.length + 1;
}

/** Every object of a model that says where it stands. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(placesIn);
  return 'line' in value && 'endColumn' in value && 'column' in value && 'endLine' in value
    ? [placeOf(value), ...inner]
    : inner;
}

function placeOf(value: { line: unknown; column: unknown; endLine: unknown; endColumn: unknown }): Place {
  return {
    line: Number(value.line),
    column: Number(value.column),
    endLine: Number(value.endLine),
    endColumn: Number(value.endColumn),
  };
}

function nodesOf(runbook: Runbook): readonly BodyNode[] {
  const inner = (node: BodyNode): readonly BodyNode[] => {
    if (node.node === 'guard') return [node, ...node.body.flatMap(inner)];
    return node.node === 'choice' ? [node, ...node.options.flatMap((option) => option.body.flatMap(inner))] : [node];
  };
  const bodies = [...runbook.steps, ...runbook.undo].flatMap((step) => step.body);
  return [...bodies, ...runbook.checks, ...runbook.prerequisites.checks].flatMap(inner);
}

function idsOf(runbook: Runbook): readonly string[] {
  return [
    ...[...runbook.steps, ...runbook.undo].map((step) => step.id),
    ...runbook.criteria.map((item) => item.id),
    ...runbook.prerequisites.asked.map((item) => item.id),
    ...nodesOf(runbook).flatMap((node) => {
      switch (node.node) {
        case 'action':
          return [node.address];
        case 'choice':
        case 'by-hand':
          return [node.id];
        case 'guard':
          return [node.condition.id];
        case 'checklist':
          return node.items.map((item) => item.id);
        case 'shown':
          return [];
      }
    }),
  ];
}

describe.each([
  ['any text', text],
  ['any bytes', bytes],
  ['any Markdown', markdown],
])('%s', (_, source) => {
  it('is parsed without a throw, and the same every time', () => {
    fc.assert(
      fc.property(source, (input) => {
        expect(parseRunbook(input)).toEqual(parseRunbook(input));
      }),
    );
  });

  it('has every diagnostic, and every part of its model, within its lines', () => {
    fc.assert(
      fc.property(source, (input) => {
        const lines = linesOf(input);
        const { runbook, diagnostics } = parseRunbook(input);
        const outside = placesIn([runbook, diagnostics]).filter((place) => !isWithin(place, lines));
        expect(outside).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any Markdown', () => {
  it('has the code of every action at its place, line by line', () => {
    fc.assert(
      fc.property(markdown, (input) => {
        const lines = linesOf(input);
        for (const node of nodesOf(parseRunbook(input).runbook ?? expect.fail())) {
          if (node.node !== 'action') continue;
          const { place, source } = node;
          const written = source.split('\n').map((codeLine) => codeLine.trim());
          const found = lines.slice(place.line - 1, place.endLine);
          expect(written).toHaveLength(found.length);
          for (const [index, codeLine] of written.entries())
            expect(found[index]?.trimEnd().endsWith(codeLine)).toBe(true);
          expect(lines[place.line - 1]?.slice(place.column - 1).trim()).toBe(written[0]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has unique ids', () => {
    fc.assert(
      fc.property(markdown, (input) => {
        const ids = idsOf(parseRunbook(input).runbook ?? expect.fail());
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('loses no line of a fence that runs: each is in an action, a question or on show', () => {
    fc.assert(
      fc.property(code, (source) => {
        const { runbook, diagnostics } = parseRunbook(`# T\n\n## Steps\n\n### A\n\n\`\`\`bash\n${source}\n\`\`\`\n`);
        if (diagnostics.some(({ severity }) => severity === 'error') || source.includes('```')) return;
        const kept = nodesOf(runbook ?? expect.fail()).flatMap((node) => {
          if (node.node === 'action' || node.node === 'shown') return node.source.split('\n');
          if (node.node === 'by-hand') return node.text.split('\n').map((words) => `# ${words}`);
          return node.node === 'checklist'
            ? [`# ${node.title ?? ''}`, ...node.items.map((item) => `# - ${item.text}`)]
            : [];
        });
        const words = (lines: readonly string[]) => lines.join('').replace(/[\s#*-]/g, '');
        expect(words(kept)).toBe(
          words(source.trim() === '' ? ['This block is empty: nothing is run.'] : source.split('\n')),
        );
      }),
      { numRuns: 500 },
    );
  });
});
