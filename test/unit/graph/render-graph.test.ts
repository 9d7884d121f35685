import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../../src/graph/build-graph.ts';
import { remainingAfter } from '../../../src/graph/remaining-after.ts';
import { renderDot } from '../../../src/graph/render-dot.ts';
import { renderGraphJson } from '../../../src/graph/render-graph-json.ts';
import { renderGraphText } from '../../../src/graph/render-graph-text.ts';
import { renderMermaid } from '../../../src/graph/render-mermaid.ts';
import { runbookOf, type StepSketch } from './runbook-of.ts';

const steps: StepSketch[] = [
  { id: 'identify', title: 'Identify Previous Version', budget: [20, 20] },
  { id: 'config', title: 'Roll Back Configuration', budget: [30, 60], needs: ['identify'] },
  { id: 'apply', title: 'Roll Back Application', budget: [60, 120], needs: ['identify'], onFailure: 'restore' },
  { id: 'verify', title: 'Verify Rollback', needs: ['config', 'apply'] },
  { id: 'restore', title: 'Restore from Backup', budget: [600, 600] },
];
const graphOf = (sketches: readonly StepSketch[], budget?: readonly [number, number]) =>
  buildGraph(runbookOf(sketches, budget ? { budget } : {})).graph;
const graph = graphOf(steps, [180, 300]);

describe('as text', () => {
  test('every step has its number, its budget and what is not plain order', () => {
    expect(renderGraphText(graph)).toBe(
      `payment-processor: 4 steps, budget 3:00-5:00, steps 1:50-3:20
 1  Identify Previous Version       0:20
 2  Roll Back Configuration    0:30-1:00
 3  Roll Back Application      1:00-2:00
      needs 1
      if it fails: 5
 4  Verify Rollback
      needs 2, 3
Only after a failure
 5  Restore from Backup            10:00
Longest path 1:20-2:20: 1, 3, 4
Without a budget: 4
`,
    );
  });

  test('plain order is not explained', () => {
    expect(
      renderGraphText(
        graphOf([
          { id: 'a', title: 'One' },
          { id: 'b', title: 'Two', budget: [5, 5] },
        ]),
      ),
    ).toBe(
      `payment-processor: 2 steps, steps 0:05
 1  One
 2  Two  0:05
Without a budget: 1
`,
    );
  });

  test('steps in a circle stand apart', () => {
    expect(renderGraphText(graphOf([{ id: 'a' }, { id: 'b', needs: ['c'] }, { id: 'c' }]))).toBe(
      `payment-processor: 1 step, steps 0:00
 1  a
Never, as it is written
 2  b
      needs 3
 3  c
      needs 2
Without a budget: 1
`,
    );
  });

  test('nothing is wider than 80 columns, and titles cannot steer the terminal', () => {
    const many = Array.from({ length: 60 }, (_, index) => `s${index}`);
    const text = renderGraphText(
      graphOf([
        ...many.map((id) => ({ id, title: `${'長い題'.repeat(60)}\u001b[2J\n${id}`, needs: [] })),
        { id: 'last', title: `\u001b]0;x\u0007${'word '.repeat(40)}`, needs: many },
      ]),
    );
    expect(text.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
    expect(text).not.toContain('\u001b');
    expect(text.split('\n').find((line) => line.includes('word'))).toBe(
      ' 61  \\x1b]0;x\\x07word word word word wor... word word word word word word word',
    );
    expect(text.split('\n').find((line) => line.includes('needs 1,'))).toBe(
      '       needs 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, ...',
    );
  });
});

describe('for other programs', () => {
  const hostile = graphOf([
    { id: 'a', title: 'Drop "x"; <b>#1</b> `y` %% end\n]' },
    { id: 'b', title: 'naïve & done' },
  ]);

  test('Mermaid gets a flowchart', () => {
    expect(renderMermaid(graph)).toBe(`flowchart TD
  s1["1 Identify Previous Version, 0:20"]
  s2["2 Roll Back Configuration, 0:30-1:00"]
  s3["3 Roll Back Application, 1:00-2:00"]
  s4["4 Verify Rollback"]
  s5("5 Restore from Backup, 10:00")
  s1 --> s2
  s1 --> s3
  s3 -. on failure .-> s5
  s2 --> s4
  s3 --> s4
`);
  });

  test('Mermaid sees titles as text, whatever they hold', () => {
    expect(renderMermaid(hostile)).toBe(`flowchart TD
  s1["1 Drop #34;x#34;#59; #60;b#62;#35;1#60;#47;b#62; #96;y#96; #37;#37; end #93;"]
  s2["2 naïve #38; done"]
  s1 --> s2
`);
  });

  test('Graphviz gets a digraph whose labels are text', () => {
    expect(renderDot(hostile)).toBe(`digraph "payment-processor" {
  node [shape=box];
  s1 [label="1 Drop \\"x\\"; <b>#1</b> \`y\` %% end ]"];
  s2 [label="2 naïve &amp; done"];
  s1 -> s2;
}
`);
    expect(renderDot(graph)).toContain('  s3 -> s5 [style=dashed, label="on failure"];\n');
  });

  test('JSON holds the whole graph', () => {
    expect(JSON.parse(renderGraphJson(graph))).toEqual(JSON.parse(JSON.stringify({ v: 1, ...graph })));
  });
});

describe('what remains', () => {
  test('after a step is the sum of the steps behind it', () => {
    expect(remainingAfter(graph, 'identify')).toEqual({
      steps: ['config', 'apply', 'verify'],
      lowerMs: 90_000,
      upperMs: 180_000,
      withoutBudget: ['verify'],
    });
    expect(remainingAfter(graph, 'verify')).toEqual({ steps: [], lowerMs: 0, upperMs: 0, withoutBudget: [] });
  });

  test('is unknown after a step that does not run in its turn', () => {
    expect(remainingAfter(graph, 'restore')).toBeUndefined();
    expect(remainingAfter(graph, 'nowhere')).toBeUndefined();
  });
});
