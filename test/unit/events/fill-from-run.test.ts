import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src/events/event.ts';
import { fillFromRun } from '../../../src/events/fill-from-run.ts';
import { foldRun } from '../../../src/events/fold-run.ts';
import { story } from './story.ts';

const asked: RunEvent = {
  v: 1,
  seq: 99,
  at: '2026-11-23T03:17:00.000Z',
  monoMs: 170_000,
  prev: '98',
  type: 'question-answered',
  question: 'reason',
  kind: 'input',
  text: 'Why?',
  answer: 'two\nlines',
  by: 'responder',
};

test('words of a runbook are filled with inputs, answers and outputs, each in one line; what is not known stays', () => {
  const state = foldRun([...story, asked]);
  expect(fillFromRun('{{ version }}, {{revision}}, {{ reason }}, {{ nobody }}, {{ constructor }}', state)).toBe(
    'v1.1.0, 42, two lines, {{ nobody }}, {{ constructor }}',
  );
});
