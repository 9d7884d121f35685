import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseEvent } from '../../src/events/parse-event.ts';
import { runbookSchema } from '../../src/runbook/runbook.ts';
import { fence, runbookText } from './runbook-text.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const several = runbookText(
  {
    'Look (20 seconds)': fence(
      'bash {effect=read capture=revision}',
      '# the newest',
      'kubectl get deployment web -o name',
    ),
    'Change (1-2 minutes)': `Only if it is broken:\n\n${fence('bash {effect=write option="A: undo" timeout=2m}', 'kubectl rollout undo deployment/web')}${fence('bash {effect=write option="B: scale"}', 'kubectl scale deployment/web --replicas=3')}`,
    'Drop (30s)': fence('sql {effect=destructive db=PAYMENTS_URL}', 'DROP TABLE refunds;'),
    'Type It': fence('bash', 'psql "$PAYMENTS_URL"', 'SELECT 1;'),
    Restore: fence('bash {effect=write needs=none}', 'true'),
  },
  {
    front:
      'budget: 5m\ninputs: { version: { type: semver }, token: { type: secret, fromEnv: TOKEN } }\nrequires: { tools: [kubectl] }',
    before: '## Prerequisites\n\n- Two people are awake\n',
    after:
      '## Success Criteria\n\n- [ ] It answers\n- [ ] People are happy\n\n' +
      fence('bash {check="It answers" effect=read retry=2}', 'curl --fail https://web.example.com/'),
  },
);

const elsewhere = runbookText(
  {
    'Copy (30s)':
      fence('bash {effect=write env=staging}', 'copy-tool --from production') +
      fence('bash {effect=write cwd=data background}', 'watch-tool'),
    'Only There': fence('bash {effect=destructive env=staging}', 'drop-tool --all'),
    'Swap (1m)':
      fence('bash {effect=write confirm option="A: at once (FASTEST)"}', 'swap-tool') +
      fence('bash {effect=write option="B: bit by bit"}', 'swap-tool --slow') +
      fence('bash {effect=read id=sizes}', 'printf "%s\\n" small large') +
      fence('bash {check="It is swapped" effect=read}', 'swap-tool --check') +
      fence('bash {undo effect=write}', 'swap-tool --back'),
    'Drop It': fence('bash {effect=destructive}', 'drop-tool') + fence('bash {undo effect=write}', 'undrop-tool'),
  },
  {
    front: [
      'environments: { staging: {}, production: { kubernetes: { server: "https://prod.example.com" } } }',
      'inputs: { kind: { type: choice, choices: [warm, cold], default: warm }, size: { type: choice, choicesFrom: sizes } }',
    ].join('\n'),
    after: '## Success Criteria\n\n- [ ] It is swapped\n',
  },
);

describe('plan', () => {
  test.each([
    ['asks for the environment where none is named', [], 'plan-of-no-environment.txt'],
    ['says what is not run in the one that is', ['--env', 'production'], 'plan-of-production.txt'],
  ])('%s', async (_, flags, file) => {
    project.write('swap.md', elsewhere);
    const { code, stdout, stderr } = await project.run(['plan', 'swap.md', ...flags]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(resolve(import.meta.dirname, file), 'utf8'));
  });

  test('says all of it: steps, commands, effects, budgets, options, questions with their flags, what is refused', async () => {
    project.write('deploy.md', several);
    const { code, stdout, stderr } = await project.run(['plan', 'deploy.md']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(resolve(import.meta.dirname, 'plan-of-several.txt'), 'utf8'));
  });

  test('is run --dry-run, byte for byte, and the same every time', async () => {
    project.write('deploy.md', several);
    const flags = ['--set', 'version=v1.0.0', '--answer', 'change=no', '--yes-to', 'writes'];
    const plans = await Promise.all([
      project.run(['plan', 'deploy.md', ...flags]),
      project.run(['run', 'deploy.md', '--dry-run', ...flags]),
      project.run(['run', 'deploy.md', '--dry-run', '--no-input', ...flags], { env: { TZ: 'Asia/Tokyo', LANG: 'C' } }),
    ]);
    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(1);
    expect(plans[0]).toMatchObject({ code: 0, stderr: '' });
    expect(project.runNames()).toEqual([]);
  });

  test('leaves out the questions that are answered already', async () => {
    project.write('deploy.md', several);
    const answered = [
      '--answer',
      'prerequisites.two-people-are-awake=yes',
      '--set',
      'version=v1.0.0',
      '--answer',
      'change=no',
    ];
    const { stdout } = await project.run(['plan', 'deploy.md', ...answered, '--yes-to', 'writes'], {
      env: { TOKEN: 'hunter22' },
    });
    const questions = stdout.split('\n').filter((line) => /^ {6}line \d+ +/.test(line));
    expect(questions).toEqual([
      expect.stringMatching(/--answer drop\.1=Deploy$/),
      expect.stringMatching(/no flag answers this: a person does it$/),
      expect.stringMatching(/--answer success-criteria\.people-are-happy=yes$/),
    ]);
  });

  test('shows every one of 200 steps', async () => {
    const steps = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `Step of Number ${index + 1} (10s)`,
        fence('bash {effect=write}', `deploy-tool --part ${index + 1}`),
      ]),
    );
    project.write('deploy.md', runbookText(steps));
    const { code, stdout } = await project.run(['plan', 'deploy.md']);
    const lines = stdout.split('\n');
    expect(code).toBe(0);
    expect(lines.filter((line) => /^\d+\/200 Step of Number \d+ +0:10 +WRITE +line \d+$/.test(line))).toHaveLength(200);
    expect(lines.filter((line) => /^ {6}deploy-tool --part \d+$/.test(line))).toHaveLength(200);
    expect(lines.filter((line) => line.endsWith('--yes-to writes'))).toHaveLength(200);
    expect(lines[0]).toBe('Deploy: no budget, steps 33:20. Nothing is run.');
  });

  test('needs no program, no target and no answer', async () => {
    const front =
      'environments: { staging: { kubernetes: { context: nowhere, server: "https://127.0.0.1:9", namespace: web } } }';
    project.write(
      'deploy.md',
      runbookText({ One: fence('bash {effect=write}', 'kubectl apply -f a.yaml') }, { front }),
    );
    const { code, stdout } = await project.run(['plan', 'deploy.md', '--env', 'staging']);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'Deploy, STAGING: no budget, steps 0:00. Nothing is run.',
      'target  https://127.0.0.1:9, namespace web, not proved',
    ]);
  });
});

describe('--json', () => {
  test('of show and plan hold the model as its schema says', async () => {
    project.write('deploy.md', several);
    for (const command of ['show', 'plan']) {
      const { code, stdout } = await project.run([command, 'deploy.md', '--json']);
      const shown: unknown = JSON.parse(stdout);
      const { runbook } = v.parse(v.looseObject({ runbook: runbookSchema }), shown);
      expect({ code, steps: runbook.steps.map(({ id }) => id) }).toEqual({
        code: 0,
        steps: ['look', 'change', 'drop', 'type-it', 'restore'],
      });
    }
  });

  test('of plan lists every question with its flags', async () => {
    project.write('deploy.md', several);
    const { stdout } = await project.run(['plan', 'deploy.md', '--json']);
    const { questions } = JSON.parse(stdout);
    expect(questions).toContainEqual(
      expect.objectContaining({ id: 'change', kind: 'guard', flags: ['--answer change=yes', '--answer change=no'] }),
    );
    expect(questions).toContainEqual(expect.objectContaining({ id: 'type-it.1', kind: 'by-hand', flags: [] }));
  });

  test('of plan asks for the environment first', async () => {
    project.write('swap.md', elsewhere);
    const { stdout } = await project.run(['plan', 'swap.md', '--json']);
    expect(JSON.parse(stdout).questions[0]).toMatchObject({
      id: 'environment',
      kind: 'environment',
      flags: ['--env staging', '--env production'],
    });
  });

  test('of a run are its events, one a line, the same as in its journal', async () => {
    project.write(
      'deploy.md',
      runbookText({ One: fence('bash {effect=read}', 'echo a'), Two: fence('bash {effect=read}', 'false') }),
    );
    const { code, stdout } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads', '--json']);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => parseEvent(JSON.parse(line)));
    expect(code).toBe(1);
    expect(events).toEqual(project.events());
  });

  test('of a file that is no runbook says what is wrong', async () => {
    project.write('bad.md', '# Deploy\n');
    const { code, stdout } = await project.run(['show', 'bad.md', '--json']);
    expect({ code, shown: JSON.parse(stdout) }).toMatchObject({
      code: 2,
      shown: { file: 'bad.md', diagnostics: [{ code: 'no-steps', severity: 'error', place: { line: 1, column: 1 } }] },
    });
  });
});

describe('graph', () => {
  test.each([
    ['text', /^Deploy: 5 steps, steps 2:10-3:20|^Deploy: 5 steps/],
    ['mermaid', /^flowchart|^graph/],
    ['dot', /^digraph/],
  ])('draws every step as %s', async (format, begin) => {
    project.write('deploy.md', several);
    const { code, stdout, stderr } = await project.run(['graph', 'deploy.md', '--format', format]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(begin);
    for (const title of ['Look', 'Change', 'Drop', 'Type It', 'Restore']) expect(stdout).toContain(title);
  });

  test('as json holds order and edges', async () => {
    project.write('deploy.md', several);
    const { stdout } = await project.run(['graph', 'deploy.md', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ order: ['look', 'change', 'drop', 'type-it', 'restore'] });
  });
});
