import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../../src/events/event.ts';
import { foldRun } from '../../../src/events/fold-run.ts';
import type { Effect } from '../../../src/runbook/effect.ts';
import { undoAddresses } from '../../../src/runner/undo.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { eventsOf } from '../events/story.ts';
import { planOf, play, worldOf } from './machine.ts';

const write = (attributes = '') => fence(`bash {effect=write ${attributes}}`, 'change');
const read = (attributes = '') => fence(`bash {effect=read ${attributes}}`, 'look');
const undo = (attributes = '') => write(`undo ${attributes}`);

function lines(
  steps: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, string>>,
  brought: Parameters<typeof worldOf>[1] = {},
  after = '',
) {
  return play(planOf(runbookText(steps, { after })), worldOf(answers, brought)).lines;
}

const steps = {
  One: write() + undo(),
  Two: write() + undo() + undo(),
  Look: read() + undo(),
  Three: write() + undo() + read(),
  Four: write() + undo(),
};

/** Up to the failure of step three. */
const failed = { 'three.1': [1, 1] };

describe('an undo', () => {
  test('takes back the steps in which a write was begun, the failed one too, the last one first', () => {
    const played = lines(steps, { 'three.1#1': 'undo' }, failed);
    expect(played.slice(played.indexOf('ask failure three.1#1') + 1)).toEqual([
      ...['ask run three.2', 'execute three.2', 'ask run two.2', 'execute two.2', 'ask run two.3', 'execute two.3'],
      ...['ask run one.2', 'execute one.2', 'undo succeeded', 'end three failed (left for the undo)'],
      ...['end four not-reached', 'aborted; undone: 4 of 4 actions succeeded'],
    ]);
  });

  test('never runs forward, and nothing forward runs once it has begun', () => {
    expect(lines(steps, {}).filter((line) => /execute (?:one.2|two.[23]|look.2|three.2|four.2)/.test(line))).toEqual(
      [],
    );
    const played = lines(steps, { 'three.1#1': 'undo' }, failed);
    const after = played.slice(played.indexOf('ask failure three.1#1'));
    expect(after.filter((line) => /execute (?:one.1|two.1|look.1|three.[13]|four.1)/.test(line))).toEqual([]);
  });

  test('runs what was skipped by nobody, and says how many succeeded', () => {
    const played = lines(steps, { 'three.1#1': 'undo', 'two.2': 'skip: not needed' }, failed);
    expect(played).not.toContain('execute two.2');
    expect(played.slice(-4)).toEqual([
      'undo failed',
      'end three failed (left for the undo)',
      'end four not-reached',
      'aborted; undone: 3 of 4 actions succeeded',
    ]);
  });

  test('that fails asks, and can be tried again or end', () => {
    const again = lines(steps, { 'three.1#1': 'undo', 'two.2#1': 'retry' }, { ...failed, 'two.2': [1, 0] });
    expect(again).toContain('execute two.2 attempt 2');
    expect(again.at(-1)).toBe('aborted; undone: 4 of 4 actions succeeded');
    const ended = lines(steps, { 'three.1#1': 'undo' }, { ...failed, 'two.2': [1] });
    expect(ended).not.toContain('execute one.2');
    expect(ended.at(-1)).toBe('aborted; undone: 1 of 4 actions succeeded');
  });

  test('has the sections of the runbook that are one after those of the steps', () => {
    const after = `## Undo\n\n### Bring Back\n\n${write()}`;
    const played = lines({ One: write() + undo(), Two: write() }, { 'two.1#1': 'undo' }, { 'two.1': [1] }, after);
    expect(played.filter((line) => line.startsWith('execute'))).toEqual([
      ...['execute one.1', 'execute two.1', 'execute one.2', 'execute bring-back.1'],
    ]);
  });
});

test('a write that failed is taken back, also when it was edited to a read afterwards', () => {
  const plan = planOf(runbookText({ One: write() + undo() }));
  const attempt = (number: number, effect: Effect, outcome: 'failed' | 'succeeded'): EventBody[] => {
    const facts = { action: 'one.1', attempt: number } as const;
    return [
      { type: 'action-intended', ...facts, kind: 'shell', effect, command: '', line: 1 },
      { type: 'action-ended', ...facts, outcome, elapsedMs: 0, tail: [], outputs: {} },
    ];
  };
  const edited: EventBody = { type: 'action-edited', action: 'one.1', source: 'look', user: 'mira' };
  const bodies = [...attempt(1, 'write', 'failed'), edited, ...attempt(2, 'read', 'succeeded')];
  const events = eventsOf([{ type: 'step-started', step: 'one' } as const, ...bodies].map((body, at) => [at, body]));
  expect(undoAddresses(plan, foldRun(events))).toEqual(['one.2']);
});
