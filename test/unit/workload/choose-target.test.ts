import { describe, expect, test } from 'vitest';
import { chooseTarget } from '../../../src/rollback/workload/choose-target.ts';
import type { Revision } from '../../../src/rollback/workload/revision.ts';
import { digestOf, revision } from './revisions.ts';

const at = '2026-11-23T03:14:09.000Z';
const worked = { available: { at, digests: {} } };

/** `chosen 2`, `there 3`, or why there is none. */
function chosen(revisions: readonly Revision[], wanted: string): string {
  const choice = chooseTarget(revisions, wanted);
  return choice.state === 'none' ? `${choice.why} | ${choice.hint}` : `${choice.state} ${choice.revision.number}`;
}

describe('last-good', () => {
  test('is the newest but the current one that is known to have worked', () => {
    const all = [revision(4, 'v4', { isCurrent: true }), revision(3, 'v3'), revision(2, 'v2', { marks: worked })];
    expect(chosen([...all, revision(1, 'v1', { marks: worked })], 'last-good')).toBe('chosen 2');
  });

  test('is known by pods that are available now, too', () => {
    const all = [revision(3, 'v3', { isCurrent: true }), revision(2, 'v2'), revision(1, 'v1', { available: 2 })];
    expect(chosen(all, 'last-good')).toBe('chosen 1');
  });

  test('is never one that was rolled back from', () => {
    const left = { ...worked, left: { at } };
    const all = [revision(3, 'v3', { isCurrent: true }), revision(2, 'v2', { marks: left })];
    expect(chosen([...all, revision(1, 'v1', { marks: worked })], 'last-good')).toBe('chosen 1');
  });

  test('is the current one where it was rolled back to and nothing was deployed since', () => {
    const restored = { restored: { at, from: 'app-2' }, ...worked };
    const current = revision(3, 'v1', { isCurrent: true, marks: restored });
    const bad = revision(2, 'v2', { marks: { left: { at } } });
    expect(chosen([current, bad, revision(1, 'v0', { marks: worked })], 'last-good')).toBe('there 3');
    const since = revision(3, 'v3');
    expect(chosen([{ ...current, number: 4 }, since, bad, revision(1, 'v0', { marks: worked })], 'last-good')).toBe(
      'chosen 1',
    );
  });

  test('is not guessed where nothing is known', () => {
    expect(chosen([revision(2, 'v2', { isCurrent: true }), revision(1, 'v1')], 'last-good')).toMatch(
      /^of no earlier revision it is known that it worked: .* \| Name one by --to: v1, revision 1\.$/,
    );
    expect(chosen([revision(2, 'v2', { isCurrent: true })], 'last-good')).toMatch(/There is no earlier revision\.$/);
    expect(chosen([], 'last-good')).toMatch(/^the cluster holds no revision of it/);
  });
});

describe('a target that is named', () => {
  const image = (letter: string) => [{ container: 'app', image: 'app:v', digest: digestOf(letter) }];
  const all = [
    revision(5, 'v1.2.0', { isCurrent: true, images: image('c') }),
    revision(4, 'v1.1.0', { images: image('b') }),
    revision(2, '1.1.0', { images: image('a') }),
  ];

  test.each([
    ['v1.1.0', 'chosen 4'],
    ['1.1.0', 'chosen 4'],
    ['v1.2.0', 'there 5'],
    [digestOf('a'), 'chosen 2'],
    ['a'.repeat(12), 'chosen 2'],
    [digestOf('c'), 'there 5'],
    ['2', 'chosen 2'],
    ['5', 'there 5'],
  ])('%s is found by what it is', (wanted, expected) => {
    expect(chosen(all, wanted)).toBe(expected);
  });

  test.each(['v9.9.9', '3', digestOf('f')])('%s is not there, and what is there is said', (wanted) => {
    expect(chosen(all, wanted)).toMatch(
      /^no revision .* \| There are: v1\.2\.0, revision 5; v1\.1\.0, revision 4; 1\.1\.0, revision 2\.$/,
    );
  });
});
