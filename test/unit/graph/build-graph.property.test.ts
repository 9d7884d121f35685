import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../../src/graph/build-graph.ts';
import { runbookOf, type StepSketch } from './runbook-of.ts';

const plain = (...ids: string[]): StepSketch[] => ids.map((id) => ({ id }));

describe('any graph', () => {
  const ids = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const anyId = fc.constantFrom(...ids, 'nowhere');
  const anySteps = fc.array(
    fc.record(
      { needs: fc.array(anyId, { maxLength: 4 }), onFailure: anyId, budget: fc.tuple(fc.nat(60), fc.nat(60)) },
      { requiredKeys: [] },
    ),
    { maxLength: 12 },
  );
  const sketch = (steps: readonly Omit<StepSketch, 'id'>[]) =>
    steps.map((step, index) => ({ ...step, id: `s${index}` }));

  test('is put in order: every step is in one turn, and none runs before what it needs', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { graph } = buildGraph(runbookOf(sketch(steps)));
        expect(graph.nodes.map((node) => node.id).toSorted()).toEqual(
          sketch(steps)
            .map(({ id }) => id)
            .toSorted(),
        );
        const at = new Map(graph.order.map((id, index) => [id, index]));
        for (const { from, to, kind } of graph.edges) {
          const [needed, step] = [at.get(from), at.get(to)];
          if (kind === 'needs' && step !== undefined) expect(needed).toBeLessThan(step);
          if (kind === 'on-failure') expect(step).toBeUndefined();
        }
      }),
    );
  });

  test('without a circle runs every step that no failure leads to', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { graph, diagnostics } = buildGraph(runbookOf(sketch(steps)));
        if (diagnostics.some(({ code }) => code === 'cycle')) return;
        const targets = new Set(graph.edges.filter(({ kind }) => kind === 'on-failure').map(({ to }) => to));
        if (targets.size === 0) expect(graph.order).toHaveLength(steps.length);
        if (diagnostics.every(({ code }) => code !== 'unreachable-step')) expect(graph.unreachable).toEqual([]);
      }),
    );
  });

  test('with a step that cannot run has a diagnostic that says why', () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { graph, diagnostics } = buildGraph(runbookOf(sketch(steps)));
        const explained = diagnostics.some(({ code }) => code === 'cycle' || code === 'unreachable-step');
        expect(explained).toBe(graph.unreachable.length > 0);
      }),
    );
  });

  const many = Array.from({ length: 10_000 }, (_, index) => `step-${index}`);
  test.each([
    ['one after another', plain(...many)],
    ['in reverse', many.map((id, index) => ({ id, needs: many.slice(index + 1, index + 2) }))],
    ['in one circle', many.map((id, index) => ({ id, needs: [many[(index + 1) % many.length] ?? ''] }))],
    ['all needing the first', many.map((id, index) => ({ id, needs: index === 0 ? [] : many.slice(0, 1) }))],
    ['with unknown needs', many.map((id) => ({ id, needs: [`${id}-gone`] }))],
    ['all with one on-failure', many.map((id) => ({ id, onFailure: 'step-9999' }))],
  ] satisfies [string, StepSketch[]][])('of 10,000 steps %s is built', (_, steps) => {
    const runbook = runbookOf(steps);
    const { graph } = buildGraph(runbook);
    expect(graph.nodes).toHaveLength(10_000);
  });
});
