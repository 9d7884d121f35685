import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFixes, rangeOf } from '../../../src/diagnostics/apply-edits.ts';
import { type Fix, safeFix, suggestedFix } from '../../../src/diagnostics/fix.ts';
import { placeAt } from '../../../src/diagnostics/place.ts';

const replace = (line: number, column: number, length: number, text: string): Fix =>
  safeFix('change it', { place: placeAt(line, column, length), text });

describe('fixes', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('change nothing outside of their places: %s', (_, ending) => {
    const text = ['\uFEFFone', 'zwei é 😀 three', '', 'four'].join(ending);
    const { text: fixed, applied } = applyFixes(text, [replace(2, 11, 5, 'vier'), replace(1, 1, 3, 'eins')]);
    expect(fixed).toBe(['\uFEFFeins', 'zwei é 😀 vier', '', 'four'].join(ending));
    expect(applied).toHaveLength(2);
  });

  it('that overlap are not made together, the first one is', () => {
    const { text, applied } = applyFixes('abcdef', [
      replace(1, 1, 3, 'x'),
      replace(1, 3, 2, 'y'),
      replace(1, 5, 1, 'z'),
    ]);
    expect([text, applied.length]).toEqual(['xdzf', 2]);
  });

  it('that put a text into the same gap have no order, so only one is made', () => {
    expect(applyFixes('ab', [replace(1, 2, 0, '1'), replace(1, 2, 0, '2')]).text).toBe('a1b');
  });

  it('that ask for something wait for the answer', () => {
    const fix = suggestedFix('name it', {
      place: placeAt(1, 1, 0),
      text: ['# ', { ask: 'title', question: 'What is it called?', example: 'Shop' }, '\n'],
    });
    expect(applyFixes('text', [fix])).toEqual({ text: 'text', applied: [] });
    expect(applyFixes('text', [fix], new Map([['title', 'Shop']])).text).toBe('# Shop\ntext');
  });

  it('are all made or none, where one of their edits cannot be', () => {
    const both = safeFix('two', { place: placeAt(1, 1, 1), text: 'x' }, { place: placeAt(1, 3, 1), text: 'y' });
    expect(applyFixes('abc', [replace(1, 3, 1, 'z'), both]).text).toBe('abz');
  });

  it('keep every byte before and behind them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), fc.string(), (text, a, b, inserted) => {
        const lines = text.split(/\r\n|\n|\r/);
        const line = (a % lines.length) + 1;
        const bom = line === 1 && text.startsWith('\uFEFF') ? 1 : 0;
        const length = (lines[line - 1]?.length ?? 0) - bom;
        const column = (b % (length + 1)) + 1;
        const { start, end } = rangeOf(text, placeAt(line, column, length + 1 - column));
        const fixed = applyFixes(text, [replace(line, column, length + 1 - column, inserted)]).text;
        expect(fixed).toBe(text.slice(0, start) + inserted + text.slice(end));
      }),
    );
  });
});
