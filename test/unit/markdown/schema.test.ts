import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { runbookSchema } from '../../../src/runbook/runbook.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const hazards = readdirSync(new URL('test/fixtures/hazards/', root)).filter((name) => name.endsWith('.md'));

/** Every kind of node and every optional part of the model. */
const everything = read('test/fixtures/every-part.md');

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
