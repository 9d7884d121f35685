import { describe, expect, it } from 'vitest';
import { severities } from '../../../src/diagnostics/codes.ts';
import { allRules } from '../../../src/lint/all-rules.ts';
import { lintExample } from './lint-example.ts';

describe.each(allRules.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  it('is found in its bad example', () => {
    expect(lintExample(rule.bad).map((diagnostic) => diagnostic.code)).toContain(code);
  });

  it('is not found in its good example, and nothing else that is an error', () => {
    const found = lintExample(rule.good).filter(
      (diagnostic) => diagnostic.code === code || diagnostic.severity === 'error',
    );
    expect(found).toEqual([]);
  });

  it('says in whole sentences what it forbids and why', () => {
    expect(rule.title).toMatch(/^[A-Z`].*\.$/s);
    expect(rule.why).toMatch(/^[A-Z`].*\.$/s);
  });
});

it('has one rule for a code', () => {
  const codes = allRules.map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  expect(codes.filter((code) => severities[code] === undefined)).toEqual([]);
});
