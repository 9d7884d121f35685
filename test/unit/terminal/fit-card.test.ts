import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, block, type Card, type Foot, fitCard } from '../../../src/terminal/card.ts';

const weights = ['prose', 'always', 'command', 'facts', 'output', 'help'] as const;

function rowsOf(weight: Block['weight'], count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${weight} ${index + 1}`);
}

/** Two rows of what always stands there, four of everything else. */
const card: Card = {
  rule: '-- rule --',
  blocks: weights.map((weight) => block(weight, rowsOf(weight, weight === 'always' ? 2 : 4))),
};
const foot: Foot = { hyphens: '----', clock: ['clock'], keys: ['keys'], constant: ['constant'] };
const whole = 27;

/** Which blocks are there, and how many rows each has. */
function counted(rows: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const word = row.split(' ').find((one) => /[a-z]/.test(one)) ?? row;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

describe('a card that does not fit', () => {
  test('gives up prose, facts, output down to three rows, help, and the constant keys, in this order', () => {
    const never = { rule: 1, always: 2, '----': 1, clock: 1, keys: 1 };
    const command = { command: 4 };
    const steps = [
      [whole, { ...never, ...command, prose: 4, facts: 4, output: 4, help: 4, constant: 1 }],
      [whole - 1, { ...never, ...command, facts: 4, output: 4, help: 4, constant: 1 }],
      [whole - 4, { ...never, ...command, facts: 4, output: 4, help: 4, constant: 1 }],
      [whole - 5, { ...never, ...command, output: 4, help: 4, constant: 1 }],
      [whole - 8, { ...never, ...command, output: 4, help: 4, constant: 1 }],
      [whole - 9, { ...never, ...command, output: 3, help: 4, constant: 1 }],
      [whole - 10, { ...never, ...command, output: 3, constant: 1 }],
      [whole - 13, { ...never, ...command, output: 3, constant: 1 }],
      [whole - 14, { ...never, ...command, output: 3 }],
    ] as const;
    for (const [rows, expected] of steps) {
      const fitted = fitCard(card, foot, rows);
      expect({ rows, is: counted(fitted.rows), isCut: fitted.isCut }).toEqual({ rows, is: expected, isCut: false });
    }
  });

  test('cuts its command last, says how much is missing, and says that it is cut', () => {
    expect(fitCard(card, foot, whole - 15)).toEqual({
      rows: [
        '-- rule --',
        'always 1',
        'always 2',
        'command 1',
        'command 2',
        ' :   ... 2 more rows',
        'output 2',
        'output 3',
        'output 4',
        '----',
        'clock',
        'keys',
      ],
      isCut: true,
    });
  });

  test('that consists of what always stands there is cut at its end, never at its rule', () => {
    const long: Card = { rule: '-- rule --', blocks: [block('always', rowsOf('always', 9))] };
    expect(fitCard(long, foot, 8)).toEqual({
      rows: ['-- rule --', 'always 1', 'always 2', 'always 3', ' :   ... 6 more rows', '----', 'clock', 'keys'],
      isCut: false,
    });
  });

  test('gives up the last rows of its output, which are the newest, last of all', () => {
    expect(fitCard(card, foot, whole - 9).rows).toEqual(expect.arrayContaining(['output 2', 'output 3', 'output 4']));
  });

  test('never has more rows than there are, keeps its foot, and is not cut where all of its command is there', () => {
    const blocks = fc.array(
      fc.tuple(fc.constantFrom(...weights), fc.nat(12)).map(([weight, count]) => block(weight, rowsOf(weight, count))),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(blocks, fc.integer({ min: 16, max: 40 }), (some, rows) => {
        const fitted = fitCard({ rule: '-- rule --', blocks: some }, foot, rows);
        expect(fitted.rows.length).toBeLessThanOrEqual(rows);
        expect(fitted.rows[0]).toBe('-- rule --');
        expect(fitted.rows.filter((row) => ['----', 'clock', 'keys'].includes(row))).toEqual(['----', 'clock', 'keys']);
        const commands = some.flatMap(({ weight, rows: all }) => (weight === 'command' ? all : []));
        if (commands.length > fitted.rows.filter((row) => row.startsWith('command')).length)
          expect(fitted.isCut).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
