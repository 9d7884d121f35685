import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { runbookSchema } from '../../../src/runbook/runbook.ts';
import { fence, oneStep } from './read-model.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const hazards = readdirSync(new URL('test/fixtures/hazards/', root)).filter((name) => name.endsWith('.md'));

/** Every kind of node and every optional part of the model. */
const everything = `---
runbook:
  budget: 5m
  inputs: { x: { type: boolean, prompt: X? }, y: { choices: [a], pattern: a, fromEnv: Y, default: a } }
  environments: { staging: { kubernetes: { context: s }, database: { host: d }, vars: { A: b }, confirm: typed } }
  requires: { tools: [bash], env: [HOME] }
  drill: { every: 90d, environment: staging, answers: { x: yes } }
  owners: [me]
  service: s
  contacts: { me: "123" }
---
${oneStep(
  'Only if it is down.',
  fence('bash {needs=none when=x on-failure=back id=first}', '# Option A: x\na\n\n# Option B: call\n\n# - Is it up?'),
  'Expected output:',
  fence('', 'ok'),
  'If it is slow:',
  fence(
    'sql {effect=read timeout=5s until=5s retry=2 capture=rows secret=rows env=staging confirm budget=3s}',
    'SELECT 1',
  ),
  '**If over budget:** hurry.',
  fence('http {expect-status=200 expect-body="ok" cwd=a background interactive}', 'GET /'),
  fence('python {run=never expect="a"}', 'print()'),
  '1. Call [Bob](https://example.com)\n2. - [ ] Is it up?',
  '    indented',
)}
### Back <!-- #back -->

${fence('bash', 'back')}

## Undo

${fence('bash', 'undo')}

## Fix

### A cause

${fence('bash', 'mend')}

## Prerequisites

- VPN

${fence('bash {effect=read}', 'true')}

## Success Criteria

- [ ] It works, see [board](https://example.com)

${fence('bash {check="It works, see board"}', 'true')}

## After

- Tell them

## Troubleshooting

**Slow:**
- See [the step](#first)

## Contacts

- Bob
`;

describe('the published schema', () => {
  it.each([
    'test/fixtures/seed/payment-processor.md',
    'runbooks/quickstart.md',
    'runbooks/rollback/payment-processor.md',
    ...hazards.map((name) => `test/fixtures/hazards/${name}`),
  ])('describes the model of %s, places and all', (path) => {
    const { runbook } = parseRunbook(read(path));
    expect(v.parse(runbookSchema, runbook)).toEqual(runbook);
  });

  it('describes every kind of node and every part of the model, also after JSON', () => {
    const { runbook, diagnostics } = parseRunbook(everything);
    expect(diagnostics).toEqual([]);
    expect(v.parse(runbookSchema, runbook)).toEqual(runbook);
    const plain: unknown = JSON.parse(JSON.stringify(runbook));
    expect(v.parse(runbookSchema, plain)).toEqual(plain);
  });

  it('refuses a model that lacks a part, or has a place that counts from 0', () => {
    const { runbook } = parseRunbook(everything);
    expect(v.is(runbookSchema, { ...runbook, steps: undefined })).toBe(false);
    const [step] = runbook?.steps ?? [];
    const misplaced = { ...step, place: { line: 0, column: 1, endLine: 1, endColumn: 1 } };
    expect(v.is(runbookSchema, { ...runbook, steps: [misplaced] })).toBe(false);
  });
});
