import { describe, expect, it } from 'vitest';
import { codesOf, fence, outlineOf, problemsOf, readModel } from './read-model.ts';

const run = (code: string) => fence('bash', code);

describe('several procedures in one file', () => {
  const two = `# Title\n\n## Staging\n\n### Steps\n\n#### One\n\n${run('a')}\n\n## Production\n\n### Steps\n\n#### Two\n\n${run('b')}\n`;
  const repeated = `# Title\n\n## Restart\n\n### Step 1: Stop\n\n${run('a')}\n\n### Step 2: Start\n\n${run('b')}\n\n## Restore\n\n### Step 1: Load\n\n${run('c')}\n`;

  it('are an error that names them', () => {
    expect(problemsOf(two)).toEqual([
      '15:1 several-procedures: this file holds 2 procedures (Name one: FILE#steps. There are: steps, steps-1.)',
    ]);
    expect(problemsOf(repeated)).toEqual([
      '17:1 several-procedures: this file holds 2 procedures (Name one: FILE#restart. There are: restart, restore.)',
    ]);
  });

  it('are chosen by the heading', () => {
    expect(codesOf(two, 'steps-1')).toEqual([]);
    expect(outlineOf(readModel(two, 'steps-1').steps)).toEqual({ two: ['b'] });
    expect(outlineOf(readModel(repeated, 'restore').steps)).toEqual({ load: ['c'] });
    expect(outlineOf(readModel(repeated, 'restart').steps)).toEqual({ stop: ['a'], start: ['b'] });
  });

  it('have no other names', () => {
    expect(problemsOf(repeated, 'restor')).toEqual([
      '1:1 unknown-procedure: no procedure "#restor" in this file (Did you mean "#restore"?)',
    ]);
    expect(codesOf(repeated, '')).toEqual(['1:1 unknown-procedure']);
  });
});
