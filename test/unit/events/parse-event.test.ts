import { expect, test } from 'vitest';
import { parseEvent } from '../../../src/events/parse-event.ts';
import { story } from './story.ts';

const line = {
  v: 1,
  seq: 3,
  at: '2026-11-23T03:14:09.000Z',
  monoMs: 12,
  prev: 'ab',
  type: 'note',
  level: 'info',
  text: 'x',
};

test('an event survives being written as JSON and read again', () => {
  expect(story.map((event) => parseEvent(JSON.parse(JSON.stringify(event))))).toEqual(story);
});

test.each([
  ['a newer version', { ...line, v: 2 }, 'version 2 is not read here, only 1'],
  ['a type of later', { ...line, type: 'tea-made' }, 'type "tea-made" is not known here'],
  ['an array', [], 'not an event: no version and type'],
  ['nothing', undefined, 'not an event: no version and type'],
  ['a body that does not fit', { ...line, text: 7 }, 'text: Invalid type: Expected string but received 7'],
  ['an envelope that does not fit', { ...line, seq: -1 }, 'seq: Invalid value: Expected >=0 but received -1'],
])('%s is kept as it is, with the reason', (_title, raw, why) => {
  expect(parseEvent(raw)).toEqual({ type: 'unknown', raw, why });
});
