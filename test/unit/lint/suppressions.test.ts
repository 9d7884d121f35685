import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { placeAt } from '../../../src/diagnostics/place.ts';
import { suppress } from '../../../src/lint/suppressions.ts';

const finding = (line: number) => diagnose('bulk-delete', placeAt(line), 'It deletes.', 'Do not.');

/** `line code` of what is left. */
function left(text: string, ...lines: readonly number[]): readonly string[] {
  return suppress(lines.map(finding), text.split('\n')).left.map(({ place, code }) => `${place.line} ${code}`);
}

describe('a comment that switches a rule off', () => {
  it.each([
    ['in Markdown', '<!-- lint-disable-next-line bulk-delete: staging only -->\nkubectl delete'],
    ['with an empty line in between', '<!-- lint-disable-next-line bulk-delete: staging only -->\n\nkubectl delete'],
    ['in a script', '# lint-disable-next-line bulk-delete: staging only\nkubectl delete'],
    ['in SQL', '-- lint-disable-next-line bulk-delete: staging only\nDELETE'],
    ['in TypeScript', '  // lint-disable-next-line bulk-delete: staging only\ndelete'],
    ['for several rules', '<!-- lint-disable-next-line bulk-delete todo-left: both -->\nkubectl delete'],
  ])('works %s', (_, text) => {
    const at = text.split('\n').length;
    expect(left(text, at).filter((one) => one.endsWith('bulk-delete'))).toEqual([]);
  });

  it('speaks of the whole fence below it, and of nothing behind that', () => {
    const text = '<!-- lint-disable-next-line bulk-delete: a drill -->\n```bash\na\n\nb\n```\nc';
    expect(left(text, 3, 5, 7)).toEqual(['7 bulk-delete']);
  });

  it('without a reason is not obeyed, and named', () => {
    expect(left('<!-- lint-disable-next-line bulk-delete -->\nx', 2)).toEqual([
      '2 bulk-delete',
      '1 suppression-without-reason',
    ]);
    expect(left('<!-- lint-disable-next-line bulk-delete: -->\nx', 2)).toContain('1 suppression-without-reason');
    expect(left('<!-- lint-disable-next-line: why -->\nx', 2)).toContain('1 suppression-without-reason');
  });

  it('for an unknown rule is named', () => {
    const { left: found } = suppress([], ['<!-- lint-disable-next-line bulk-delet: why -->', 'x']);
    expect(found.map(({ code, hint }) => [code, hint])).toEqual([
      ['suppression-unknown-code', 'Did you mean "bulk-delete"?'],
    ]);
  });

  it('that hides nothing is named', () => {
    expect(left('<!-- lint-disable-next-line bulk-delete: why -->\nx\ny', 3)).toEqual([
      '3 bulk-delete',
      '1 suppression-unused',
    ]);
  });
});

it.each([
  ['<!-- lint-disable bulk-delete: staging only -->', ['1 suppression-unused']],
  ['# lint-disable-line bulk-delete', ['1 suppression-unused']],
  ['<!-- lint-enable -->', ['1 suppression-unused']],
  ['<!-- markdownlint-disable MD013 -->', []],
  ['// eslint-disable-next-line no-console', []],
  ['The comment `lint-disable` of another tool', []],
])('another way of switching off is said to do nothing: %s', (text, wanted) => {
  expect(left(text)).toEqual(wanted);
});
