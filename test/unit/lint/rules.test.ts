import { describe, expect, it } from 'vitest';
import { type DiagnosticCode, severities } from '../../../src/diagnostics/codes.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { allRules } from '../../../src/lint/all-rules.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { suppress } from '../../../src/lint/suppressions.ts';
import { lintExample } from './lint-example.ts';

function foundIn(example: Example): readonly Diagnostic[] {
  return suppress(lintExample(example), example.text.split('\n')).left;
}

/** What no text can show by itself, with the reason; their bad examples are as near to it as a text can be. */
const notInText: ReadonlyMap<DiagnosticCode, string> = new Map([
  ['not-utf8', 'a text has been decoded already'],
  ['file-unreadable', 'it is about the file, not about what stands in it'],
  ['line-too-long', 'a hundred thousand characters are no example'],
  ['unknown-procedure', 'the name comes from the command line'],
  ['target-mismatch', 'the environment is chosen on the command line'],
]);

describe.each(allRules.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  it('is found in its bad example, or cannot be by its nature', () => {
    const isFound = foundIn(rule.bad).some((diagnostic) => diagnostic.code === code);
    expect(isFound).toBe(!notInText.has(code));
  });

  it('is not found in its good example, and nothing else that is an error', () => {
    const found = foundIn(rule.good).filter(
      (diagnostic) => diagnostic.code === code || diagnostic.severity === 'error',
    );
    expect(found).toEqual([]);
  });

  it('says in whole sentences what it forbids and why', () => {
    expect(rule.title).toMatch(/^[A-Z`].*\.$/s);
    expect(rule.why).toMatch(/^[A-Z`].*\.$/s);
  });
});

it('every code has a rule', () => {
  const codes = new Set<string>(allRules.map(({ code }) => code));
  expect(Object.keys(severities).filter((code) => !codes.has(code))).toEqual([]);
});

it('has one rule for a code', () => {
  const codes = allRules.map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  expect(codes.filter((code) => severities[code] === undefined)).toEqual([]);
});
