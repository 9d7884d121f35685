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
    [
      'beside other inputs in braces',
      '---\nrunbook:\n  inputs: { a: { type: string } }\n---\n',
      '---\nrunbook:\n  inputs: { ENTRY, a: { type: string } }\n---\n',
    ],
    [
      'beside other inputs in braces over lines',
      '---\nrunbook:\n  inputs: {\n    a: { type: string },\n  }\n---\n',
      '---\nrunbook:\n  inputs: { ENTRY,\n    a: { type: string },\n  }\n---\n',
    ],
    ['in empty braces', '---\nrunbook:\n  inputs: {}\n---\n', '---\nrunbook:\n  inputs: { ENTRY }\n---\n'],
    [
      'beside settings in braces',
      '---\nrunbook: { budget: 5m }\n---\n',
      '---\nrunbook: { inputs: { ENTRY }, budget: 5m }\n---\n',
    ],
    [
      'in braces within braces',
      '---\nrunbook: { "inputs": {a: { type: string }} }\n---\n',
      '---\nrunbook: { "inputs": { ENTRY,a: { type: string }} }\n---\n',
    ],
    [
      'below a comment of the key',
      '---\nrunbook: # ours\n    budget: 5m\n---\n',
      '---\nrunbook: # ours\n    inputs:\n      ENTRY\n    budget: 5m\n---\n',
    ],
    ['with a key that holds nothing', '---\nrunbook:\n---\n', '---\nrunbook:\n  inputs:\n    ENTRY\n---\n'],
    ['in empty front matter', '---\n---\n', '---\nrunbook:\n  inputs:\n    ENTRY\n---\n'],
    [
      'with CRLF, in braces',
      '---\r\nrunbook:\r\n  inputs: { a: { type: string } }\r\n---\r\n',
      '---\r\nrunbook:\r\n  inputs: { ENTRY, a: { type: string } }\r\n---\r\n',
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

  it.each(['---\nrunbook: &all { budget: 5m }\n---\n', '---\na: &none {}\nrunbook:\n  inputs: *none\n---\n'])(
    'is left to a person where nothing can be put in: %j',
    (front) => {
      expect(declared(front + body)).toBeUndefined();
    },
  );

  it('asks with words that YAML would read otherwise', () => {
    const { document } = parseRunbook(`---\nrunbook:\n  inputs: { a: { type: string } }\n---\n${body}`);
    const prompts = ['Which version, if any?', 'Say: "v1"', 'null', '# 1', "It's {{ a }}"];
    for (const prompt of prompts) {
      const edits = document === undefined ? [] : (declareInput(document, { ...version, prompt }) ?? []);
      const { text } = applyFixes(document?.lines.join('\n') ?? '', [suggestedFix('declare it', ...edits)]);
      expect(parseRunbook(text).runbook?.inputs.find(({ name }) => name === 'version')?.prompt).toBe(prompt);
    }
  });
});
