import { describe, expect, test } from 'vitest';
import { wrapCommand } from '../../../src/terminal/wrap-command.ts';

const deployment = 'deployment/payment-processor --namespace production';

describe('a command that is too wide for a row', () => {
  test('goes on behind a backslash, broken at a blank', () => {
    expect(wrapCommand('shell', [`kubectl rollout undo ${deployment} --to-revision=41`, 'true'])).toEqual([
      `     kubectl rollout undo deployment/payment-processor --namespace production \\`,
      '       --to-revision=41',
      '     true',
    ]);
  });

  test('goes on as often as it takes, and keeps its own indentation', () => {
    const words = Array.from({ length: 30 }, (_, index) => `--flag-${index}`);
    const rows = wrapCommand('shell', [`  tool ${words.join(' ')}`]);
    expect(rows).toEqual([
      '       tool --flag-0 --flag-1 --flag-2 --flag-3 --flag-4 --flag-5 --flag-6 \\',
      '         --flag-7 --flag-8 --flag-9 --flag-10 --flag-11 --flag-12 --flag-13 \\',
      '         --flag-14 --flag-15 --flag-16 --flag-17 --flag-18 --flag-19 --flag-20 \\',
      '         --flag-21 --flag-22 --flag-23 --flag-24 --flag-25 --flag-26 --flag-27 \\',
      '         --flag-28 --flag-29',
    ]);
  });

  test('is not given a backslash in a quotation, in a comment or in a here-document, where it would be text', () => {
    const text = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen';
    expect([
      wrapCommand('shell', [`echo '${text}'`]),
      wrapCommand('shell', [`echo # ${text}`]),
      wrapCommand('shell', ['cat << END', text, 'END']),
      wrapCommand('shell', ["echo 'begins", `${text}'`]),
    ]).toEqual([
      [
        '     echo \\',
        "       'one two three four five six seven eight nine ten eleven twelve thirteen",
        " :     fourteen'",
      ],
      [
        '     echo \\',
        '       # one two three four five six seven eight nine ten eleven twelve thirteen',
        ' :     fourteen',
      ],
      [
        '     cat << END',
        '     one two three four five six seven eight nine ten eleven twelve thirteen',
        ' :     fourteen',
        '     END',
      ],
      [
        "     echo 'begins",
        '     one two three four five six seven eight nine ten eleven twelve thirteen',
        " :     fourteen'",
      ],
    ]);
  });

  test('of another language than the shell has no backslash', () => {
    const columns = Array.from({ length: 12 }, (_, index) => `column_${index}`).join(', ');
    expect(wrapCommand('sql', [`SELECT ${columns} FROM t;`])).toEqual([
      '     SELECT column_0, column_1, column_2, column_3, column_4, column_5,',
      ' :     column_6, column_7, column_8, column_9, column_10, column_11 FROM t;',
    ]);
  });

  test('is cut where it has no blank', () => {
    expect(wrapCommand('shell', ['x'.repeat(100)])).toEqual([`     ${'x'.repeat(75)}`, ` :     ${'x'.repeat(25)}`]);
  });

  test.each(['shell', 'sql'] as const)('is never wider than 80 columns, and loses no word (%s)', (kind) => {
    const line = `\t${'wide漢字 '.repeat(30)}"${'quoted text '.repeat(20)}" ${'y'.repeat(200)}`;
    const rows = wrapCommand(kind, [line]);
    expect(
      rows.filter((row) => row.replaceAll('\t', '        ').length + (row.match(/[漢字]/g)?.length ?? 0) > 80),
    ).toEqual([]);
    const together = rows.map((row) => row.replace(/^ :?\s*/, '').replace(/ \\$/, '')).join('');
    expect(together.replace(/\s/g, '')).toBe(line.replace(/\s/g, ''));
  });
});

test('a copied command is the same to a shell', () => {
  const line = `kubectl annotate ${deployment} note="a  b" other='c  d' third=e\\ f ${'--more=1 '.repeat(12)}last`;
  const copied = wrapCommand('shell', [line]).join('\n');
  expect(copied).toContain('\\\n');
  expect(copied.replace(/ \\\n\s*/g, ' ').trim()).toBe(line);
});
