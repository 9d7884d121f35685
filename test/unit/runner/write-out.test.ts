import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createValues } from '../../../src/runner/values.ts';
import { writeOut } from '../../../src/runner/write-out.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { planOf, play, worldOf } from './machine.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-out-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Stop {
  /** The line of the machine at which the run stopped, as its commands are listed. */
  readonly before: string;
  readonly answers?: Readonly<Record<string, string>>;
}

/** What is left of a run that got as far as the line. */
function restOf(text: string, { before, answers = {} }: Stop, values = createValues()): string {
  const plan = planOf(text);
  const stopped = new Error('stopped');
  const world = worldOf(answers);
  let state: Parameters<NonNullable<(typeof world)['seen']>>[1] | undefined;
  try {
    play(
      plan,
      {
        ...world,
        seen: (command, now) => {
          state = now;
          const named = 'step' in command ? command.step : command.do === 'execute' ? command.action.address : '';
          if (`${command.do} ${named}` === before) throw stopped;
        },
      },
      values,
    );
  } catch (error) {
    if (error !== stopped) throw error;
  }
  if (state === undefined) throw new Error('nothing was seen');
  return writeOut({ plan, state, values, folder, variables: new Map() }).join('\n');
}

function bash(text: string, flags: readonly string[] = []): string {
  return execFileSync('bash', [...flags, '-c', text], { encoding: 'utf8', cwd: '/' });
}

const add = (word: string) => fence('bash {effect=write}', `echo ${word} >> done`);

describe('what is left of a run', () => {
  const steps = { One: add('one'), Two: [add('two-a'), add('two-b')].join('\n'), Three: add('three') };

  test('is what was not done yet, and runs as it stands', () => {
    const rest = restOf(runbookText(steps), { before: 'execute two.2' });
    expect(rest).toContain('# 1/3 One: succeeded');
    expect(rest).toContain('# 1: succeeded\n');
    bash(rest, ['-eu']);
    expect(readFileSync(join(folder, 'done'), 'utf8')).toBe('two-b\nthree\n');
  });

  test('leaves out nothing that is not certain, and runs nothing of it', () => {
    const guarded = `Only if it rains:\n\n${add('guarded')}`;
    const options = fence('bash', '# Option A: one', 'echo a >> done', '', '# Option B: two', 'echo b >> done');
    const text = runbookText(
      { One: add('one'), Two: guarded, Three: options, Four: '1. Pull the lever.\n', Five: add('five') },
      { after: '## Success Criteria\n\n- [ ] All is well\n\n## Follow-up\n\n- Tell the team\n' },
    );
    const rest = restOf(text, { before: 'start-step two' });
    expect(rest.split('\n')).toEqual(
      expect.arrayContaining([
        '# Only if it rains',
        '# echo guarded >> done',
        '# Option A: one',
        '# echo a >> done',
        '# echo b >> done',
        '# BY HAND: Pull the lever.',
        '# [ ] All is well',
        '# [ ] Tell the team',
      ]),
    );
    bash(rest, ['-eu']);
    expect(readFileSync(join(folder, 'done'), 'utf8')).toBe('five\n');
  });

  test('holds values as text and no secret', () => {
    const values = createValues();
    values.byName.set('version', `v1'; touch pwned; '`);
    values.byName.set('password', 'geheim');
    values.secrets.add('password');
    const text = runbookText({ One: fence('bash {effect=write}', 'echo "$VERSION" > done; : "${PASSWORD:-none}"') });
    const rest = restOf(text, { before: 'start-step one' }, values);
    expect(rest).not.toContain('geheim');
    expect(rest).toContain('# export PASSWORD=...   a secret: set it yourself before you go on');
    bash(rest, ['-eu']);
    expect(readFileSync(join(folder, 'done'), 'utf8')).toBe(`v1'; touch pwned; '\n`);
  });

  test('keeps what is captured, and speaks every kind', () => {
    const text = runbookText({
      One: fence('bash {effect=read capture=version}', 'echo v1.1.0'),
      Two: [
        fence('sql {effect=read}', "SELECT 'SQL';", 'SQL'),
        fence('http {effect=read}', 'POST http://127.0.0.1:1/a?b="c"', 'X-Name: `id` $VERSION', '', '{"a": "$(id)"}'),
        fence('python {effect=write interpreter=python3}', 'print("x")', 'PROGRAM'),
        fence('bash {effect=write cwd=deep}', 'pwd'),
      ].join('\n'),
    });
    const rest = restOf(text, { before: 'start-step one' });
    expect(rest).toContain('VERSION=$(\necho v1.1.0\n)\nexport VERSION\n');
    expect(rest).toContain(`--single-transaction <<'SQL_'\nSELECT 'SQL';\nSQL\nSQL_\n`);
    expect(rest).toContain('"http://127.0.0.1:1/a?b=\\"c\\"" --header "X-Name: \\`id\\` $VERSION"');
    expect(rest).toContain(`--data-binary "{\\"a\\": \\"\\$(id)\\"}"`);
    expect(rest).toContain(`cat > "$program" <<'PROGRAM_'\nprint("x")\nPROGRAM\nPROGRAM_\npython3 "$program"`);
    expect(rest).toContain('cd deep\npwd\ncd "$OLDPWD"\n');
    bash(rest, ['-n']);
  });

  test('lets no text of the runbook out of its comment', () => {
    const text = runbookText({ 'One\u2028touch a': `Only if x\u2028touch b:\n\n${add('one')}` });
    const rest = restOf(text, { before: 'start-step one-touch-a' });
    expect(rest.split(/[\n\u2028]/).filter((line) => line.startsWith('touch'))).toEqual([]);
  });
});
