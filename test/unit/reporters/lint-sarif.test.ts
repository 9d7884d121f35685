import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { safeFix, suggestedFix } from '../../../src/diagnostics/fix.ts';
import { placeAt } from '../../../src/diagnostics/place.ts';
import { createLintCounter, createLintJson, joined, type ReportedFile } from '../../../src/reporters/lint-report.ts';
import { createLintSarif } from '../../../src/reporters/lint-sarif.ts';

const schemaPath = createRequire(import.meta.url).resolve('schemastore/schemas/json/sarif-2.1.0.json');
const schema: object = JSON.parse(readFileSync(schemaPath, 'utf8'));
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

const rules = [
  { code: 'bulk-delete', title: 'It deletes many.', why: 'They are gone.' },
  { code: 'todo-left', title: 'Something is left to do.', why: 'Nobody does it at night.' },
];
const certain = safeFix('Take it away', { place: placeAt(3, 1, 4), text: '' });
const asking = suggestedFix('Ask', {
  place: placeAt(5),
  text: [{ ask: 'namespace', question: 'Where?', example: 'shop' }],
});
const files = [
  {
    shown: 'runbooks/über den Wolken.md',
    diagnostics: [
      { ...diagnose('bulk-delete', placeAt(3, 1, 4), 'It deletes.', 'Do not.'), fix: certain },
      { ...diagnose('write-without-namespace', placeAt(5, 2, 3), 'Where?', 'Say it.'), fix: asking },
      diagnose('no-contacts', placeAt(1), 'Whom to call?', 'Write it.'),
    ],
  },
  { shown: 'clean.md', diagnostics: [] },
];

function sarifOf(some: readonly ReportedFile[]): string {
  const { begin, of, end } = createLintSarif(rules, '0.1.0');
  return joined([begin, ...some.map(of), end(createLintCounter().counts())]);
}

describe('SARIF', () => {
  it('is accepted by its published schema', () => {
    isSarif(JSON.parse(sarifOf(files)));
    expect(isSarif.errors ?? []).toEqual([]);
    expect(isSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  });

  it('is accepted without findings', () => {
    isSarif(JSON.parse(sarifOf([])));
    expect(isSarif.errors ?? []).toEqual([]);
  });

  it('names rule, level, place and the change that is certain', () => {
    const [run] = JSON.parse(sarifOf(files)).runs;
    const [first, second, third] = run.results;
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      'bulk-delete',
      'write-without-namespace',
      'no-contacts',
    ]);
    expect(first).toEqual({
      ruleId: 'bulk-delete',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'It deletes.\nDo not.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'runbooks/%C3%BCber%20den%20Wolken.md' },
            region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 5 },
          },
        },
      ],
      fixes: [
        {
          description: { text: 'Take it away' },
          artifactChanges: [
            {
              artifactLocation: { uri: 'runbooks/%C3%BCber%20den%20Wolken.md' },
              replacements: [
                {
                  deletedRegion: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 5 },
                  insertedContent: { text: '' },
                },
              ],
            },
          ],
        },
      ],
    });
    expect([second.level, second.fixes, third.level]).toEqual(['warning', undefined, 'note']);
  });
});

it('what JSON holds is what was said, whatever ends a line elsewhere', () => {
  const said = 'One\u2028two\u2029three\nfour';
  const file = { shown: 'a.md', diagnostics: [diagnose('no-contacts', placeAt(1), said, 'Write it.')] };
  const { begin, of, end } = createLintJson();
  const { findings } = JSON.parse(joined([begin, of(file), of(file), end(createLintCounter().counts())]));
  expect(findings.map(({ message }: { message: string }) => message)).toEqual([said, said]);
  expect(JSON.parse(sarifOf([file])).runs[0].results[0].message.text).toBe(`${said}\nWrite it.`);
});
