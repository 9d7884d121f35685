import { describe, expect, test } from 'vitest';
import { placeAt } from '../../../src/diagnostics/place.ts';
import { buildGraph } from '../../../src/graph/build-graph.ts';
import { runbookOf, type StepSketch } from './runbook-of.ts';

const plain = (...ids: string[]): StepSketch[] => ids.map((id) => ({ id }));

describe('order', () => {
  test('a step without needs= needs the step before it', () => {
    const { graph, diagnostics } = buildGraph(runbookOf(plain('a', 'b', 'c')));
    expect(diagnostics).toEqual([]);
    expect(graph.order).toEqual(['a', 'b', 'c']);
    expect(graph.edges).toEqual([
      { from: 'a', to: 'b', kind: 'needs' },
      { from: 'b', to: 'c', kind: 'needs' },
    ]);
  });

  test('needs= replaces the step before, and the document decides between steps that are free', () => {
    const { graph } = buildGraph(
      runbookOf([
        { id: 'a', needs: ['d'] },
        { id: 'b', needs: [] },
        { id: 'c', needs: [] },
        { id: 'd', needs: ['b'] },
      ]),
    );
    expect(graph.order).toEqual(['b', 'c', 'd', 'a']);
  });

  test('a need that is stated twice is one edge', () => {
    const { graph } = buildGraph(runbookOf([{ id: 'a' }, { id: 'b', needs: ['a', 'a'] }]));
    expect(graph.edges).toEqual([{ from: 'a', to: 'b', kind: 'needs' }]);
  });

  test('no steps make an empty graph', () => {
    expect(buildGraph(runbookOf([]))).toEqual({
      graph: {
        name: 'payment-processor',
        budget: undefined,
        nodes: [],
        edges: [],
        order: [],
        onFailureOnly: [],
        unreachable: [],
        inAll: { steps: [], lowerMs: 0, upperMs: 0, withoutBudget: [] },
        longestPath: { steps: [], lowerMs: 0, upperMs: 0, withoutBudget: [] },
      },
      diagnostics: [],
    });
  });
});

describe('after a failure', () => {
  test('a target of on-failure= and what needs it never run in their turn, and the next step needs the one before them', () => {
    const { graph, diagnostics } = buildGraph(
      runbookOf([
        { id: 'apply', onFailure: 'restore' },
        { id: 'restore' },
        { id: 'verify-restore', needs: ['restore'] },
        { id: 'verify' },
      ]),
    );
    expect(diagnostics).toEqual([]);
    expect(graph.order).toEqual(['apply', 'verify']);
    expect(graph.onFailureOnly).toEqual(['restore', 'verify-restore']);
    expect(graph.nodes.map((node) => [node.id, node.turn])).toEqual([
      ['apply', 'forward'],
      ['verify', 'forward'],
      ['restore', 'on-failure'],
      ['verify-restore', 'on-failure'],
    ]);
    expect(graph.edges).toEqual([
      { from: 'apply', to: 'restore', kind: 'on-failure' },
      { from: 'restore', to: 'verify-restore', kind: 'needs' },
      { from: 'apply', to: 'verify', kind: 'needs' },
    ]);
  });

  test('an undo step may be a target, and only then is it in the graph', () => {
    const { graph, diagnostics } = buildGraph(
      runbookOf([{ id: 'apply', onFailure: 'put-back' }], { undo: plain('put-back', 'tidy-up') }),
    );
    expect(diagnostics).toEqual([]);
    expect(graph.onFailureOnly).toEqual(['put-back']);
  });

  test('a step that only its own failure leads to can never run', () => {
    const { graph, diagnostics } = buildGraph(
      runbookOf([{ id: 'a' }, { id: 'loop', onFailure: 'loop' }, { id: 'behind', needs: ['loop'] }]),
    );
    expect(graph.unreachable).toEqual(['loop', 'behind']);
    expect(diagnostics).toEqual([
      {
        code: 'unreachable-step',
        severity: 'error',
        place: placeAt(20),
        message:
          'step "loop" can never run: it is for after a failure, and no step that runs leads to it with on-failure=',
        hint: 'Name it in the on-failure= of a step that runs, or change what it waits for.',
      },
      {
        code: 'unreachable-step',
        severity: 'error',
        place: placeAt(30),
        message: 'step "behind" can never run: it needs "loop", which never runs',
        hint: 'Change what it needs, or mend that one.',
      },
    ]);
  });
});

describe('what is wrong', () => {
  test('an unknown step is named with the nearest one', () => {
    const { graph, diagnostics } = buildGraph(
      runbookOf([{ id: 'scale-down' }, { id: 'verify', needs: ['scale-dwon'], onFailure: 'zzzzzz' }]),
    );
    expect(graph.order).toEqual(['scale-down', 'verify']);
    expect(diagnostics.map(({ code, message, hint, place }) => ({ code, message, hint, place }))).toEqual([
      {
        code: 'unknown-step',
        message: 'there is no step "zzzzzz"',
        hint: 'The steps are scale-down, verify.',
        place: placeAt(21, 50, 6),
      },
      {
        code: 'unknown-step',
        message: 'there is no step "scale-dwon"',
        hint: 'Did you mean "scale-down"?',
        place: placeAt(21, 7, 10),
      },
    ]);
  });

  test('a need of an undo step says that it never runs in its turn', () => {
    const { diagnostics } = buildGraph(runbookOf([{ id: 'a', needs: ['put-back'] }], { undo: plain('put-back') }));
    expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
      '"put-back" undoes something; no step can need it',
    ]);
  });

  test('a circle is named once and whole, at its first needs=, and the step behind it says what it waits for', () => {
    const { graph, diagnostics } = buildGraph(
      runbookOf([{ id: 'free', needs: [] }, { id: 'a', needs: ['free', 'c'] }, { id: 'b' }, { id: 'c' }, { id: 'd' }]),
    );
    expect(diagnostics).toEqual([
      {
        code: 'cycle',
        severity: 'error',
        place: placeAt(21, 17, 1),
        message: 'step "a" needs "c", which needs "b", which needs "a"',
        hint: 'Take one of these out of its needs=. A step without needs= needs the step before it; needs=none needs nothing.',
      },
      {
        code: 'unreachable-step',
        severity: 'error',
        place: placeAt(50),
        message: 'step "d" can never run: it needs "c", which is in a circle',
        hint: 'Change what it needs, or mend that one.',
      },
    ]);
    expect(graph.order).toEqual(['free']);
    expect(graph.unreachable).toEqual(['a', 'b', 'c', 'd']);
  });

  test('every step that says it needs a circle is blamed, also from afar; what merely follows one is not', () => {
    const { graph, diagnostics } = buildGraph(
      runbookOf([
        { id: 'a', needs: ['b'] },
        { id: 'b', needs: ['a'] },
        { id: 'near', needs: ['a'] },
        { id: 'far', needs: ['near'] },
        { id: 'next' },
        { id: 'rescue', needs: [] },
        { id: 'late', needs: ['a'], onFailure: 'rescue' },
      ]),
    );
    expect(graph.unreachable).toEqual(['a', 'b', 'near', 'far', 'next', 'rescue', 'late']);
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'cycle: step "a" needs "b", which needs "a"',
      'unreachable-step: step "near" can never run: it needs "a", which is in a circle',
      'unreachable-step: step "far" can never run: it needs "near", which never runs',
      'unreachable-step: step "rescue" can never run: it is for after a failure, and no step that runs leads to it with on-failure=',
      'unreachable-step: step "late" can never run: it needs "a", which is in a circle',
    ]);
  });

  test('a step that needs itself is a circle of one, and two circles are two diagnostics', () => {
    const { diagnostics } = buildGraph(
      runbookOf([
        { id: 'a', needs: ['a'] },
        { id: 'b', needs: ['c', 'a'] },
        { id: 'c', needs: ['b'] },
      ]),
    );
    expect(diagnostics.map(({ message, place }) => [message, place.line])).toEqual([
      ['step "a" needs itself', 11],
      ['step "b" needs "c", which needs "b"', 21],
    ]);
  });
});

describe('budgets', () => {
  const steps: StepSketch[] = [
    { id: 'a', budget: [30, 30] },
    { id: 'b', budget: [60, 60], needs: ['a'] },
    { id: 'c', budget: [90, 120], needs: ['a'] },
    { id: 'd', needs: ['b', 'c'] },
    { id: 'e', budget: [120, 150] },
  ];

  test('are added up in all and along the longest chain of needs', () => {
    const { graph } = buildGraph(runbookOf(steps));
    expect(graph.inAll).toEqual({
      steps: ['a', 'b', 'c', 'd', 'e'],
      lowerMs: 300_000,
      upperMs: 360_000,
      withoutBudget: ['d'],
    });
    expect(graph.longestPath).toEqual({
      steps: ['a', 'c', 'd', 'e'],
      lowerMs: 240_000,
      upperMs: 300_000,
      withoutBudget: ['d'],
    });
  });

  test('that add up to more than the run promises are named where it promises', () => {
    const { diagnostics } = buildGraph(
      runbookOf(
        steps.map((step) => ({ ...step, budget: step.budget ?? [0, 0] })),
        { budget: [180, 300] },
      ),
    );
    expect(diagnostics).toEqual([
      {
        code: 'budget-sum',
        severity: 'warning',
        place: placeAt(4, 19, 11),
        message: 'the budgets of the 5 steps add up to 5:00-6:00; this promises 5:00',
        hint: 'Shorten a step, or promise what the drills show.',
      },
    ]);
  });

  test.each([
    [[{ id: 'a', budget: [30, 30] }], 'the budget of the only step is 0:30; this promises 0:20'],
    [[{ id: 'a', budget: [30, 30] }, { id: 'b' }], 'the budget of 1 of the 2 steps is 0:30; this promises 0:20'],
    [
      [{ id: 'a', budget: [30, 30] }, { id: 'b' }, { id: 'c', budget: [1, 1] }],
      'the budgets of 2 of the 3 steps add up to 0:31; this promises 0:20',
    ],
  ] satisfies [StepSketch[], string][])('of few steps are counted in words that fit: %#', (few, message) => {
    const { diagnostics } = buildGraph(runbookOf(few, { budget: [20, 20] }));
    expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([message]);
  });

  test('that fit are not mentioned, nor are those of steps that only a failure leads to', () => {
    const fits = runbookOf(
      [
        { id: 'a', budget: [30, 60], onFailure: 'b' },
        { id: 'b', budget: [600, 600] },
      ],
      { budget: [60, 60] },
    );
    expect(buildGraph(fits).diagnostics).toEqual([]);
  });
});
