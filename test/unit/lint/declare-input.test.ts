import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import { suggestedFix } from '../../../src/diagnostics/fix.ts';
import { declareInput } from '../../../src/lint/declare-input.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';

const version = { name: 'version', type: 'semver', prompt: 'Version to restore' } as const;
const body = '# Back\n\n## Steps\n\n### Do it\n\n```bash\ntrue\n```\n';

function declared(text: string): string | undefined {
  const { document } = parseRunbook(text);
  const edits = document === undefined ? undefined : declareInput(document, version);
  return edits === undefined ? undefined : applyFixes(text, [suggestedFix('declare it', ...edits)]).text;
}

describe('an input that is declared', () => {
  it.each([
    ['without front matter', '', '---\nrunbook:\n  inputs:\n    ENTRY\n---\n\n'],
    ['beside the keys of others', '---\ntitle: x\n---\n', '---\ntitle: x\nrunbook:\n  inputs:\n    ENTRY\n---\n'],
    [
      'beside other settings',
      '---\nrunbook:\n  budget: 5m\n---\n',
      '---\nrunbook:\n  inputs:\n    ENTRY\n  budget: 5m\n---\n',
    ],
    [
      'beside other inputs',
      '---\nrunbook:\n    inputs:\n        other: { type: string }\n---\n',
      '---\nrunbook:\n    inputs:\n        ENTRY\n        other: { type: string }\n---\n',
    ],
    ['with CRLF', '---\r\ntitle: x\r\n---\r\n', '---\r\ntitle: x\r\nrunbook:\r\n  inputs:\r\n    ENTRY\r\n---\r\n'],
  ])('is found by the parser: %s', (_, front, wanted) => {
    const text = front + (front.includes('\r') ? body.replaceAll('\n', '\r\n') : body);
    const expected = wanted.replace('ENTRY', 'version: { type: semver, prompt: Version to restore }');
    const after = declared(text);
    expect(after).toBe(expected + text.slice(front.length));
    const { runbook, diagnostics } = parseRunbook(after ?? '');
    expect(diagnostics).toEqual([]);
    expect(runbook?.inputs.find(({ name }) => name === 'version')?.prompt).toBe('Version to restore');
  });

  it('twice is declared once', () => {
    const once = declared(body) ?? '';
    expect(declared(once)).toBe(once);
  });

  it.each(['---\nrunbook: { budget: 5m }\n---\n', '---\nrunbook:\n  inputs: { a: { type: string } }\n---\n'])(
    'is left to a person where no line fits: %s',
    (front) => {
      expect(declared(front + body)).toBeUndefined();
    },
  );
});
