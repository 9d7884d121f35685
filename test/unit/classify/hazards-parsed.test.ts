import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/classify/classify.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import { loadShellParser } from '../../../src/project/load-shell-parser.ts';
import type { Disposition } from '../../../src/runbook/disposition.ts';

const folder = new URL('../../fixtures/hazards/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
const parse = await loadShellParser();

/** The parser divides a fence at its "# Or …": what stays is a choice, of which a person takes one. */
const becomesAChoice = ['alternatives-in-one-fence.md'];

function dispositionsOf(name: string): { expected: string; dispositions: readonly Disposition[] } {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const expected = /^<!-- expect: (.+?) -->/.exec(text)?.[1] ?? '';
  const { runbook } = parseRunbook(text);
  return { expected, dispositions: runbook === undefined ? [] : [...classify(runbook, parse).dispositions.values()] };
}

describe('a hazard read by the parser from its file', () => {
  it.each(names)('gives no more rights than its expectation: %s', (name) => {
    const { expected, dispositions } = dispositionsOf(name);
    const runnable = dispositions.filter((disposition) => disposition.may === 'run');
    if (!expected.startsWith('read')) expect(runnable.filter((disposition) => disposition.allowListed)).toEqual([]);
    if (/^(?:shown|refused|handed-off)/.test(expected) && !becomesAChoice.includes(name)) expect(runnable).toEqual([]);
    if (expected.startsWith('destructive')) expect(runnable.map(({ effect }) => effect)).toContain('destructive');
    if (expected === 'read') expect(runnable.map(({ allowListed }) => allowListed)).toContain(true);
  });
});
