import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunState } from '../../../src/events/run-state.ts';
import { actionsOf } from '../../../src/runbook/actions-of.ts';
import type { Command } from '../../../src/runner/command.ts';
import type { Question } from '../../../src/runner/question.ts';
import type { RunPlan } from '../../../src/runner/run-plan.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { type Brought, planOf, play, type World } from './machine.ts';

const effect = fc.constantFrom('read', 'write', 'destructive');
const attributes = fc.record({
  effect,
  retry: fc.constantFrom('', 'retry=1'),
  confirm: fc.constantFrom('', 'confirm'),
});
const action = attributes.map(({ effect, retry, confirm }) =>
  fence(`bash {effect=${effect} ${retry} ${confirm}}`, 'act'),
);
const choice = fc
  .tuple(effect, effect)
  .map(([a, b]) =>
    ['A', 'B'].map((key, index) => fence(`bash {effect=${index === 0 ? a : b} option="${key}: way"}`, 'act')).join(''),
  );
const guarded = fc
  .tuple(fc.constantFrom('If it rains:', 'Only if it snows:', 'Skip if it is dry.'), action)
  .map(([text, body]) => `\n${text}\n\n${body}`);
const checklist = fc.constant('\n- [ ] Green\n- [ ] Quiet\n\n');
const byHand = fc.constant('\n1. Call somebody\n\n');
const piece = fc.oneof({ weight: 4, arbitrary: action }, choice, guarded, checklist, byHand);
const body = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('\n'));
const step = fc.record({
  body,
  note: fc.constantFrom('', '', 'needs=none', 'needs=step-a', 'on-failure=step-z'),
  condition: fc.constantFrom('', '', 'Only if somebody says so:\n\n'),
});

const criteria = '## Success Criteria\n\n- [ ] It answers\n- [ ] People are happy\n\n';
const check = fence('bash {check="It answers" effect=read}', 'curl');
const names = ['Step A', 'Step B', 'Step C'];

const text = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 3 }),
    after: fc.constantFrom('', criteria, criteria + check),
  })
  .map(({ steps, after }) => {
    const bodies = steps.map(({ body, note, condition }, index): [string, string] => {
      const own = index === 0 && note === 'needs=step-a' ? '' : note;
      return [names[index] ?? '', `${own === '' ? '' : `<!-- runbook: ${own} -->\n\n`}${condition}${body}`];
    });
    const handler: [string, string] = ['Step Z', fence('bash {effect=write}', 'restore')];
    const needsHandler = bodies.some(([, text]) => text.includes('on-failure'));
    return runbookText(Object.fromEntries(needsHandler ? [...bodies, handler] : bodies), { after });
  });

const decisions = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 });
const outcomes: readonly Brought[] = [
  { outcome: 'succeeded', exitCode: 0 },
  { outcome: 'succeeded', exitCode: 0 },
  { outcome: 'succeeded', exitCode: 0 },
  { outcome: 'failed', exitCode: 1 },
  { outcome: 'failed', exitCode: 2 },
  { outcome: 'timeout' },
  { outcome: 'unexpected' },
  { outcome: 'stopped' },
];

/** Anybody and anything: answers and outcomes from a list of numbers, and the end of it all when the list is. */
function chaosOf(numbers: readonly number[]): { world: World; asked: Map<string, string> } {
  const left = [...numbers];
  const asked = new Map<string, string>();
  const pick = <T>(choices: readonly T[], last: T): T => {
    const number = left.shift();
    return number === undefined ? last : (choices[number % choices.length] ?? last);
  };
  const answer = (question: Question): string => {
    const given = answerTo(question, pick);
    asked.set(question.id, given.split(': ')[0] ?? '');
    return given;
  };
  return { world: { answer, bring: () => pick(outcomes, { outcome: 'failed' }) }, asked };
}

/** Changes the command now and again before it lets it run. */
function editingChaos(numbers: readonly number[]): World {
  const { world } = chaosOf(numbers);
  const left = numbers.filter((_, index) => index % 3 === 0);
  const answer = (question: Question) =>
    question.kind === 'run' && (left.shift() ?? 1) % 2 === 0 ? 'edit' : world.answer(question);
  return { ...world, answer };
}

function answerTo(question: Question, pick: <T>(choices: readonly T[], last: T) => T): string {
  switch (question.kind) {
    case 'run':
      return pick([question.typed ?? 'run', question.typed ?? 'run', 'skip: later', 'by-hand'], 'skip: later');
    case 'option':
      return pick(
        question.choice.options.map(({ key }) => key),
        'A',
      );
    case 'by-hand':
      return pick(['done', 'skip: later', 'no'], 'done');
    case 'failure':
      return pick([...question.ways], 'end');
    case 'unknown':
      return pick([...question.ways], 'by-hand');
    default:
      return pick(['yes', 'no', 'unknown'], 'no');
  }
}

/** Conditions above each action: all of them must have been answered so that it runs. */
function conditionsOf(plan: RunPlan): ReadonlyMap<string, readonly { id: string; runsIf: string }[]> {
  const found = new Map<string, { id: string; runsIf: string }[]>();
  for (const { condition, body } of plan.runbook.steps) {
    for (const node of body) {
      const guards = [condition, node.node === 'guard' ? node.condition : undefined].filter((one) => one !== undefined);
      for (const { address } of actionsOf([node])) found.set(address, guards);
    }
  }
  return found;
}

function played(
  source: string,
  numbers: readonly number[],
  seen: (command: Command, state: RunState) => void = () => undefined,
) {
  const plan = planOf(source);
  const { world, asked } = chaosOf(numbers);
  const { lines, state } = play(plan, { ...world, seen });
  return { plan, lines, state, asked, end: lines.at(-1) ?? '' };
}

const runs = { numRuns: 300 };

describe('whatever is in the runbook, whoever answers and whatever happens', () => {
  test('the run ends, and every step has ended by then', () => {
    fc.assert(
      fc.property(text, decisions, (source, numbers) => {
        const { plan, state } = played(source, numbers);
        const open = plan.graph.order.filter((id) => state.steps.get(id)?.status !== 'ended');
        expect(open).toEqual([]);
      }),
      runs,
    );
  });

  test('an action is never executed again after it has succeeded, and none but a check that reads before somebody let it run', () => {
    fc.assert(
      fc.property(text, decisions, (source, numbers) => {
        played(source, numbers, (command, state) => {
          if (command.do !== 'execute') return;
          const { address, effect, role } = command.action;
          const before = state.actions.get(address);
          expect(before?.status === 'ended' && before.outcome === 'succeeded').toBe(false);
          const isOwnCheck = role === 'check' && effect === 'read';
          expect(isOwnCheck || state.coveredBy.get(address)?.answer === 'run').toBe(true);
        });
      }),
      runs,
    );
  });

  test('an action is never executed unless every condition above it was answered so', () => {
    fc.assert(
      fc.property(text, decisions, (source, numbers) => {
        const executed: string[] = [];
        const { plan, asked } = played(source, numbers, (command) => {
          if (command.do === 'execute') executed.push(command.action.address);
        });
        const conditions = conditionsOf(plan);
        const wrong = executed.filter((address) =>
          conditions.get(address)?.some(({ id, runsIf }) => asked.get(id) !== runsIf),
        );
        expect(wrong).toEqual([]);
      }),
      runs,
    );
  });

  test('of a choice at most one option is executed', () => {
    fc.assert(
      fc.property(text, decisions, (source, numbers) => {
        const { plan, state } = played(source, numbers);
        const choices = plan.runbook.steps
          .flatMap((step) => step.body)
          .flatMap((node) => (node.node === 'choice' ? [node] : []));
        for (const { options } of choices) {
          const used = options.filter((option) =>
            actionsOf(option.body).some(({ address }) => state.actions.has(address)),
          );
          expect(used.length).toBeLessThanOrEqual(1);
        }
      }),
      runs,
    );
  });

  test('a step never begins before what it needs has ended well', () => {
    fc.assert(
      fc.property(text, decisions, (source, numbers) => {
        const plan = planOf(source);
        const { world } = chaosOf(numbers);
        const well = ['succeeded', 'skipped-condition', 'by-hand', 'accepted'];
        const seen = (command: Command, state: RunState) => {
          if (command.do !== 'start-step') return;
          const step = plan.runbook.steps.find(({ id }) => id === command.step);
          for (const need of step?.needs ?? []) {
            const found = state.steps.get(need.step);
            expect(found?.status === 'ended' && well.includes(found.outcome)).toBe(true);
          }
        };
        play(plan, { ...world, seen });
      }),
      runs,
    );
  });

  test('it is succeeded only when every step and every criterion is', () => {
    fc.assert(
      fc.property(text, decisions, (source, numbers) => {
        const { plan, state, end } = played(source, numbers);
        const well = ['succeeded', 'skipped-condition', 'by-hand', 'accepted'];
        const steps = [...state.steps.values()].every((step) => step.status === 'ended' && well.includes(step.outcome));
        const criteria = plan.runbook.criteria.every(({ id }) => state.criteria.get(id)?.verdict === 'met');
        expect(end === 'succeeded').toBe(steps && criteria);
      }),
      runs,
    );
  });

  test('it is failed exactly when a step has failed or a criterion was not met', () => {
    fc.assert(
      fc.property(text, decisions, (source, numbers) => {
        const { state, end } = played(source, numbers);
        const step = [...state.steps.values()].some((one) => one.status === 'ended' && one.outcome === 'failed');
        const criterion = [...state.criteria.values()].some(({ verdict }) => verdict === 'not-met');
        expect(end.startsWith('failed')).toBe(step || criterion);
      }),
      runs,
    );
  });
});

describe('killed after any of its events, and again while it goes on,', () => {
  const moments = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 });

  function playedThrough(
    source: string,
    numbers: readonly number[],
    killedAfter: readonly number[],
    seen: (command: Command, state: RunState) => void = () => undefined,
  ) {
    const plan = planOf(source);
    const { world } = chaosOf(numbers);
    return { plan, ...play(plan, { ...world, seen }, undefined, killedAfter) };
  }

  test('a run ends, every step has ended by then, and it is succeeded only when every step and criterion is', () => {
    fc.assert(
      fc.property(text, decisions, moments, (source, numbers, killedAfter) => {
        const { plan, state, lines } = playedThrough(source, numbers, killedAfter);
        expect(plan.graph.order.filter((id) => state.steps.get(id)?.status !== 'ended')).toEqual([]);
        const well = ['succeeded', 'succeeded-by-checks', 'skipped-condition', 'by-hand', 'accepted'];
        const steps = [...state.steps.values()].every((one) => one.status === 'ended' && well.includes(one.outcome));
        const criteria = plan.runbook.criteria.every(({ id }) => state.criteria.get(id)?.verdict === 'met');
        expect(lines.at(-1) === 'succeeded').toBe(steps && criteria);
      }),
      runs,
    );
  });

  test('a run never executes again what has succeeded, nor a write whose end nobody saw unless somebody said so', () => {
    fc.assert(
      fc.property(text, decisions, moments, (source, numbers, killedAfter) => {
        playedThrough(source, numbers, killedAfter, (command, state) => {
          if (command.do !== 'execute' || command.action.role === 'check') return;
          const { address, effect } = command.action;
          const before = state.actions.get(address);
          expect(before?.status).not.toBe('in-flight');
          if (before?.status !== 'ended') return;
          expect(before.outcome).not.toBe('succeeded');
          const decided = state.answers.get(`${address}.unknown`);
          const isAsked = before.outcome === 'unknown' && effect !== 'read';
          if (isAsked) expect([decided?.answer, (decided?.seq ?? 0) > before.ended.seq]).toEqual(['retry', true]);
        });
      }),
      runs,
    );
  });

  test('a command that was edited, or is another one in a changed file, is never executed before somebody agreed to that one', () => {
    const file = fc.constantFrom('kept', 'changed');
    let edits = 0;
    fc.assert(
      fc.property(text, decisions, moments, file, (source, numbers, killedAfter, now) => {
        const seen = (command: Command, state: RunState) => {
          if (command.do !== 'execute') return;
          const { address, effect, role } = command.action;
          if (role === 'check' && effect === 'read') return;
          const { attempts } = state.actions.get(address) ?? { attempts: 0 };
          const retried = [state.answers.get(`${address}#${attempts}`), state.answers.get(`${address}.unknown`)];
          const agreed = [state.coveredBy.get(address), ...retried].filter(
            (said) => said?.answer === 'run' || said?.answer === 'retry',
          );
          const editedSeq = state.edits.get(address)?.seq ?? 0;
          const changedSeq = state.resumed.findLast(({ changed }) => changed !== undefined)?.seq ?? 0;
          const agreedSeq = Math.max(...agreed.map((said) => said?.seq ?? 0));
          expect(agreedSeq).toBeGreaterThan(Math.max(editedSeq, changedSeq));
          edits += editedSeq > 0 ? 1 : 0;
        };
        play(planOf(source), { ...editingChaos(numbers), seen }, undefined, killedAfter, now);
      }),
      runs,
    );
    expect(edits).toBeGreaterThan(0);
  });
});
