import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { type Place, placeAt } from '../../../src/diagnostics/place.ts';
import { renderDiagnostic, renderDiagnosticsJson } from '../../../src/diagnostics/source-frame.ts';

const at = (place: Place, message = 'What is wrong.', hint = 'What to do.'): Diagnostic =>
  diagnose('budget-sum', place, message, hint);
const plain = (text: string, diagnostic: Diagnostic) =>
  renderDiagnostic('a.md', text, diagnostic, { colour: false, columns: 100 });
const frameOf = (text: string, place: Place) => plain(text, at(place)).split('\n').slice(2, 4);

describe('a diagnostic', () => {
  test('shows its place, its message, the line and its hint', () => {
    const text = '---\n---\n# ROLLBACK\n# Estimated time: 3-5 minutes\n';
    const diagnostic = at(
      placeAt(4, 19, 11),
      'the budgets of the 5 steps add up to 5:00-6:00; this promises 5:00',
      'Shorten a step, or promise what the drills show.',
    );
    expect(renderDiagnostic('runbooks/payment.md', text, diagnostic, { colour: false, columns: 100 })).toBe(
      `runbooks/payment.md:4:19  warning  budget-sum
 why  the budgets of the 5 steps add up to 5:00-6:00; this promises 5:00
    4 | # Estimated time: 3-5 minutes
      |                   ^^^^^^^^^^^
 do   Shorten a step, or promise what the drills show.
`,
    );
  });

  test('in colour says the same words', () => {
    const coloured = renderDiagnostic('a.md', 'one', at(placeAt(1, 1, 3)), { colour: true, columns: 100 });
    expect(coloured.split('\n').slice(0, 1)).toEqual([
      '\u001b[1ma.md:1:1\u001b[22m  \u001b[33mwarning\u001b[39m  budget-sum',
    ]);
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain('one', at(placeAt(1, 1, 3))));
  });

  test('wraps long messages between words and keeps the lines of a hint', () => {
    const shown = plain(
      'x',
      at(placeAt(1), 'many words '.repeat(15).trim(), 'Write it so:\n  kubectl  apply -f a.yaml'),
    );
    expect(shown.split('\n')).toEqual([
      'a.md:1:1  warning  budget-sum',
      ` why  ${'many words '.repeat(8)}many`,
      `      ${'words many '.repeat(6)}words`,
      '    1 | x',
      '      | ^',
      ' do   Write it so:',
      '        kubectl  apply -f a.yaml',
      '',
    ]);
  });
});

describe('the frame', () => {
  test('keeps tabs below the line, so that the caret stands right for any width of a tab', () => {
    expect(frameOf('\tfoo\tbar', placeAt(1, 6, 3))).toEqual(['    1 | \tfoo\tbar', '      | \t   \t^^^']);
  });

  test('underlines wide characters over their whole width', () => {
    expect(frameOf('日本語 bad', placeAt(1, 2, 2))).toEqual(['    1 | 日本語 bad', '      |   ^^^^']);
  });

  test('shows control characters instead of obeying them', () => {
    expect(frameOf('a\u001b[2Jb\u202ec', placeAt(1, 7, 1))).toEqual([
      '    1 | a\\x1b[2Jb\\u202ec',
      `      | ${' '.repeat(9)}^^^^^^`,
    ]);
  });

  test('cuts a long line around what is meant', () => {
    const line = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
    expect(frameOf(line, placeAt(1, 501, 4))).toEqual([
      `    1 | ...${'a'.repeat(30)}HERE${'b'.repeat(52)}...`,
      `      | ${' '.repeat(33)}^^^^`,
    ]);
  });

  test('points behind the end of a line, at an empty line, and at a line that is not there', () => {
    expect(frameOf('ab\n', placeAt(1, 3))).toEqual(['    1 | ab', '      |   ^']);
    expect(frameOf('ab\n\ncd', placeAt(2))).toEqual(['    2 |', '      | ^']);
    expect(frameOf('ab', placeAt(9, 4, 2))).toEqual(['    9 |', '      | ^']);
  });

  test('underlines to the end of the first line when more lines are meant', () => {
    expect(frameOf('abc\ndef', { line: 1, column: 2, endLine: 2, endColumn: 2 })).toEqual([
      '    1 | abc',
      '      |  ^^',
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('counts lines that end with %j', (ending) => {
    expect(frameOf(`one${ending}two${ending}three`, placeAt(2, 1, 3))).toEqual(['    2 | two', '      | ^^^']);
  });

  test('of any line is at most 100 columns wide and has a caret', () => {
    const unit = fc.constantFrom('a', '\t', '日', '\u001b', '👩‍👩‍👧', '\ud800', ' ', 'e\u0301');
    const anyLine = fc.array(unit, { maxLength: 400 }).map((units) => units.join(''));
    fc.assert(
      fc.property(anyLine, fc.nat(900), fc.nat(900), (line, start, length) => {
        const [source = '', carets = ''] = frameOf(line, placeAt(1, start + 1, length));
        const width = (text: string) => stringWidth(text.replaceAll('\t', ' '.repeat(8)));
        expect(width(source)).toBeLessThanOrEqual(100);
        expect(width(carets)).toBeLessThanOrEqual(100);
        expect(carets).toMatch(/^ {6}\| [\t ]*\^+$/);
      }),
    );
  });

  test('of a line of 10 MB, and of five million lines, is made', () => {
    const line = `${'a\t'.repeat(2_500_000)}HERE${'b日'.repeat(2_500_000)}`;
    expect(frameOf(line, placeAt(1, 5_000_001, 4)).join('\n')).toContain('HERE');
    expect(frameOf(line, placeAt(1, 1, line.length)).join('\n')).toContain('^^^');
    expect(frameOf('x\n'.repeat(5_000_000), placeAt(4_999_999)).join('\n')).toContain('x');
  });
});

describe('as JSON', () => {
  test('diagnostics are flat and name their file', () => {
    const files = [
      { file: 'a.md', diagnostics: [at(placeAt(4, 19, 11))] },
      { file: 'b.md', diagnostics: [] },
    ];
    expect(JSON.parse(renderDiagnosticsJson(files))).toEqual({
      v: 1,
      diagnostics: [
        {
          file: 'a.md',
          line: 4,
          column: 19,
          endLine: 4,
          endColumn: 30,
          severity: 'warning',
          code: 'budget-sum',
          message: 'What is wrong.',
          hint: 'What to do.',
        },
      ],
    });
  });
});
