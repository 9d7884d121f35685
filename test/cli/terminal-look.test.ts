import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { type Answers, answer, keys, startInTerminal } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

const file = 'deploy.md';
const args = ['run', file];
const start = ['the clock starts when you start', 'r'] as const;
const colour = /\u001B\[[0-9;:]*m/;

const longTitle = 'Bring the Whole of the Payment Processor Back to What It Was Before the Last Release';
const tools = ['awk', 'basename', 'cat', 'cut', 'date', 'dirname', 'expr', 'grep', 'head', 'sed', 'sort', 'tail'];
const reads = Array.from({ length: 6 }, (_, index) =>
  fence(`bash {effect=read id=a-read-with-a-long-name-${index}}`, 'true'),
);

/** Something of everything that can come up, with words that are longer than a row where the runbook may have them. */
function everything(): Project {
  const steps = {
    [`${longTitle} (30 seconds)`]: [fence('bash {effect=write}', 'echo done'), ...reads].join('\n'),
    Guarded: `Only if it rains:\n\n${fence('bash {effect=write}', 'true')}`,
    Choose: fence('bash', '# Option A: one', './own a', '', '# Option B: two', './own b'),
    Destroy: fence('bash {effect=destructive}', 'true'),
    Check: fence('bash', '# - Is it so?'),
    Migrate: fence('bash', 'psql $DATABASE_URL', 'DELETE FROM migrations;'),
    Look: fence('bash', 'psql $DATABASE_URL'),
    Fail: fence('bash {effect=read}', 'false'),
    [`${longTitle}, Again`]: '1. Tell the team.',
  };
  const front = [
    'budget: 5m',
    `requires: { tools: [${tools.join(', ')}] }`,
    'inputs:',
    '  version: { type: semver, prompt: Version }',
    '  rains: { type: boolean, prompt: Does it rain? }',
    '  key: { type: secret, prompt: Key }',
    'environments:',
    '  production: { confirm: typed, vars: { A: b } }',
  ].join('\n');
  const after = '## Success Criteria\n\n- [ ] All is well\n\n## Troubleshooting\n\n**False alarm:**\n- Look again\n';
  return createProject({ [file]: runbookText(steps, { front, before: '## Prerequisites\n\n- Tea\n', after }) });
}

const throughEverything: Answers = [
  ['Which environment?', '1'],
  ['Before the start: Tea', 'y'],
  start,
  ['Type  production  to start', `production${keys.enter}`],
  [/^\? version:$/m, `v1${keys.enter}`],
  ['it must be a version', `.2.3${keys.enter}`],
  ['[y] yes', 'n'],
  [/^\? key:/m, `geheim${keys.enter}`],
  ['echo done', 'r'],
  ['it rains', 's'],
  ['2 options', '1'],
  ['own a', 'h'],
  [/^runbook .* \$ $/m, `exit${keys.enter}`],
  ['[y] done by hand', 'y'],
  ['DESTRUCTIVE', 'r'],
  ['to go on, Esc to go back', keys.enter],
  ['DESTRUCTIVE', 's'],
  ['Why?', '5'],
  ['Is it so?', keys.ctrlC],
  ['Leave the run?', keys.escape],
  ['[y] yes', 'n'],
  ['answered no: Is it so?', 'a'],
  ['Why is it acceptable?', `it is enough${keys.enter}`],
  ['REFUSED', 'y'],
  ['leave psql', 'y'],
  [/9 Fail -|8\/9 Fail/, 'r'],
  ['FAILED', 's'],
  ['Why?', '4'],
  ['Tell the team', 'y'],
  ['All is well', 's'],
];

/** A card that does not fit is read to its end, and run there. */
async function readToTheEnd(run: ReturnType<typeof startInTerminal>): Promise<void> {
  await run.sees('rows 1-');
  run.send('e');
  await run.sees('[r] run');
  await run.pressAgain('r');
}

describe.concurrent('what the program itself says', () => {
  test('has rules as wide as the card, 60 to 100 columns, and no row wider than that', async () => {
    using project = everything();
    await using run = startInTerminal(project, args, { columns: 200 });
    await answer(run, throughEverything);
    expect(await run.exitCode).toBe(1);
    const rows = run.seenRows();
    const isRule = (row: string) => /^(-- |== |!! |-{20})/.test(row);
    const rules = [...rows].filter(isRule);
    expect(rules.length).toBeGreaterThan(12);
    expect(rules.filter((row) => row.length !== 100)).toEqual([]);
    expect([...rows].filter((row) => row.length > 100)).toEqual([]);
  });

  test.each([
    [60, 16],
    [80, 24],
    [100, 40],
  ])(
    'fits into a terminal of %i columns and %i rows, with the keys of the moment in its last rows',
    async (columns, rows) => {
      using project = everything();
      await using run = startInTerminal(project, args, { columns, rows, env: { NO_COLOR: '1' } });
      for (const [asked, key] of throughEverything) {
        await run.asks(asked);
        // A shell has the whole terminal.
        const isShell = key.startsWith('exit');
        const [rule, turn] = [/^(?:--|==|!!) .*[-=!]$/, /^ YOUR TURN /];
        const missing = [rule, turn].filter((one) => !run.visible().some((row) => one.test(row)));
        expect(isShell ? [] : missing).toEqual([]);
        await run.press(asked, key);
        if (asked === 'echo done' && rows < 20) await readToTheEnd(run);
      }
      expect(await run.exitCode).toBe(1);
      const seen = [...run.seenRows()];
      expect(seen.filter((row) => row.length > columns)).toEqual([]);
      const isRule = (row: string) => /^(-- |== |!! |-{20})/.test(row);
      expect(seen.filter((row) => isRule(row) && row.length !== columns)).toEqual([]);
    },
  );

  test('has no wider row where names, commands and texts of the runbook are long', async () => {
    const url = `https://example.com/${'a-long-path/'.repeat(10)}`;
    const command = `echo --context production --namespace payments "${'many words '.repeat(8)}" --to-revision=41`;
    const steps = {
      Write: fence('bash {effect=write expect="production"}', command),
      Choose: `${fence(`bash {effect=write option="A: ${longTitle}, ${longTitle}"}`, command)}${fence('bash {effect=write option="B: no"}', 'true')}`,
      Type: fence('bash', `psql ${url} --command "${'many words '.repeat(6)}"`),
      Fail: fence('bash {effect=read}', `echo "${'many words '.repeat(12)}"`, 'false'),
    };
    const after = [
      `## Success Criteria\n\n- [ ] ${longTitle}, ${longTitle}, see [it](${url})`,
      `## Follow-up\n\n- ${longTitle}, ${longTitle}`,
      `## Contacts\n\n- ${longTitle}, ${longTitle}, ${url}\n`,
    ].join('\n\n');
    using project = createProject({ [file]: runbookText(steps, { after }) });
    await using run = startInTerminal(project, args, { columns: 300 });
    await answer(run, [
      start,
      ['WRITE', 'c'],
      ['a-long-path', ' '],
      ['WRITE', 'r'],
      ['2 options', '1'],
      ['WRITE', 's'],
      ['Why?', '1'],
      ['WRITE', 's'],
      ['Why?', '1'],
      ['Fail', 'r'],
      ['FAILED', keys.ctrlC],
      ['Leave the run?', keys.escape],
      ['run again', 's'],
      ['Why?', '1'],
      ['see it', 'y'],
    ]);
    expect(await run.exitCode).toBe(1);
    const ofChild = (row: string) => row.startsWith(' | ');
    expect([...run.seenRows()].filter((row) => row.length > 100 && !ofChild(row))).toEqual([]);
    expect([...run.seenRows()].filter((row) => row.includes('--to-revision'))).toEqual(
      expect.arrayContaining(['       --to-revision=41']),
    );
    expect([...run.seenRows()].filter((row) => row.startsWith(' :   '))).not.toEqual([]);
  });

  test('is pure ASCII', async () => {
    using project = everything();
    await using run = startInTerminal(project, args, { env: { LANG: 'C', LC_ALL: 'C' } });
    await answer(run, throughEverything);
    expect(await run.exitCode).toBe(1);
    expect(run.raw().match(/.{0,30}[^\u0000-\u007F].{0,30}/gu) ?? []).toEqual([]);
  });

  test('has colours in a terminal, and none where NO_COLOR asks for that', async () => {
    using project = everything();
    await using run = startInTerminal(project, args);
    await using plain = startInTerminal(project, args, { env: { NO_COLOR: '1' } });
    await Promise.all([answer(run, throughEverything), answer(plain, throughEverything)]);
    await Promise.all([run.exitCode, plain.exitCode]);
    expect({ coloured: colour.test(run.raw()), plain: colour.exec(plain.raw())?.[0] }).toEqual({
      coloured: true,
      plain: undefined,
    });
  });
});

describe.concurrent('escape sequences', () => {
  test('of a command do not reach the terminal', async () => {
    const hostile = [
      'printf "\\033[2J\\033[H\\033]0;pwned\\007\\a\\033[77A\\033[31mred\\033[0m\\033[?25l\\033[6n\\n"',
      'printf "before\\rafter\\033[1A\\033[2K\\n\\033P1\\033\\\\\\033c\\n"',
      'false',
    ];
    using project = createProject({ [file]: runbookText({ One: fence('bash {effect=read}', ...hostile) }) });
    await using run = startInTerminal(project, args, { env: { NO_COLOR: '1' } });
    await answer(run, [start, ['printf', 'r']]);
    const card = await run.asks('FAILED');
    expect(card).toContain(' | \\x1b[2J\\x1b[H\\x1b]0;pwned\\x07\\x07\\x1b[77Ared\\x1b[?25l\\x1b[6n\n');
    expect(card).toContain(' | before\n | after\\x1b[1A\n');
    expect({ titles: run.titles(), bells: run.bells(), visible: run.cursorIsVisible() }).toEqual({
      titles: [],
      bells: 0,
      visible: true,
    });
    expect(run.rows()[0]).toMatch(/^== Deploy =+$/);
    expect(run.raw()).not.toMatch(/\u001B(\[2J|\[H|\]|\[77A|P|c|\[6n)/);
    await run.press('FAILED', 'q');
    await run.press('Leave the run?', 'q');
    expect(await run.exitCode).toBe(1);
  });

  test('of a runbook do not reach the terminal', async () => {
    const evil = '\u001B[2J\u001B]0;pwned\u0007\u009B2J\u202E';
    const steps = {
      [`One ${evil}`]: `Prose ${evil}.\n\nOnly if it ${evil} rains:\n\n${fence('bash {effect=write}', `: '${evil}'`)}`,
      Two: `1. Go ${evil} home.`,
    };
    const after = `## Success Criteria\n\n- [ ] All ${evil} is well\n\n## Follow-up\n\n- Tell ${evil}\n`;
    using project = createProject({
      [file]: runbookText(steps, { before: `## Prerequisites\n\n- Tea ${evil}\n`, after }),
    });
    await using run = startInTerminal(project, args);
    await answer(run, [['Tea', 'y'], start, ['rains', 'y'], ['WRITE', 'r'], ['home', 'y'], ['All', 'y']]);
    expect(await run.exitCode).toBe(0);
    expect({ titles: run.titles(), bells: run.bells() }).toEqual({ titles: [], bells: 0 });
    expect(run.raw()).not.toMatch(/\u001B\[2J|\u001B\]|\u0007|[\u0080-\u009F\u202E]/);
  });
});

describe.concurrent('after the end the terminal is as it was before', () => {
  const steps = { One: fence('bash {effect=write}', 'touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done') };

  test.each([
    ['success', [start, ['WRITE', 'r']], 0],
    ['q', [start, ['WRITE', 'q'], ['Leave the run?', 'q']], 1],
    ['Ctrl-C twice', [start, ['WRITE', keys.ctrlC], ['Leave the run?', keys.ctrlC]], 130],
    ['Ctrl-C before the start', [['the clock starts', keys.ctrlC]], 2],
    [
      'Ctrl-C at a text',
      [
        start,
        ['WRITE', 'h'],
        [/^runbook .* \$ $/m, '\u0004'],
        ['Esc: back', keys.ctrlC],
        ['[r] run', 'q'],
        ['Leave', 'q'],
      ],
      1,
    ],
  ] satisfies readonly (readonly [string, Answers, number])[])('(%s)', async (_words, answers, code) => {
    using project = createProject({ [file]: runbookText(steps), 'go-on': '' });
    await using run = startInShell(project);
    await answer(run, answers);
    expect(await run.exitCode).toBe(code);
    expectSane(project, run);
  });

  test('(SIGTERM at a prompt)', async () => {
    using project = createProject({ [file]: runbookText(steps) });
    await using run = startInShell(project);
    await answer(run, [start]);
    await run.asks('WRITE');
    process.kill(Number(project.read('pid')), 'SIGTERM');
    expect(await run.exitCode).toBe(143);
    expectSane(project, run);
  });
});

/** In a shell that looks at the terminal before and after. */
function startInShell(project: Project) {
  const script = [
    'stty -a > before',
    '(echo $BASHPID > pid; exec "$@")',
    'code=$?',
    'stty -a > after',
    'exit $code',
  ].join('\n');
  return startInTerminal(project, args, { wrapper: ['/bin/bash', '-c', script, 'shell'] });
}

function expectSane(project: Project, run: ReturnType<typeof startInTerminal>): void {
  expect(project.read('after')).toBe(project.read('before'));
  expect(project.read('after')).toMatch(/ icanon .* echo /s);
  expect(run.cursorIsVisible()).toBe(true);
  expect(run.raw().lastIndexOf('\u001B[?2004h')).toBeLessThan(run.raw().lastIndexOf('\u001B[?2004l'));
}
