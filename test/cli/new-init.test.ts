import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keys, startInTerminal } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

describe('in an empty folder', () => {
  test('init, new, lint and plan follow each other', async () => {
    const begun = await project.run(['init', '--yes']);
    expect([begun.code, begun.stdout]).toEqual([0, '']);
    expect(begun.stderr.split('\n').slice(0, 6)).toEqual([
      '  new   runbook.config.yaml',
      '  new   runbooks/look-at-the-service.md',
      '  new   .github/workflows/runbooks.yml',
      '  new   .vscode/settings.json',
      '  new   .gitignore',
      '  new   .gitattributes',
    ]);
    const made = await project.run(['new', 'rollback', 'shop', '--yes']);
    expect([made.code, made.stdout]).toEqual([0, '']);
    expect(made.stderr).toContain('image: not found, so each run asks for it; --image');
    const linted = await project.run(['lint', '--preset', 'strict']);
    expect(linted).toEqual({ code: 0, stdout: '0 findings in 2 files\n', stderr: '' });
    const planned = await project.run(['plan', 'shop.md', '--env', 'staging']);
    expect([planned.code, planned.stdout.split('\n')[0]]).toEqual([
      0,
      'shop, STAGING: budget 5:00, steps 3:50. Nothing is run.',
    ]);
  });

  test('the workflow is one that GitHub takes', async () => {
    await project.run(['init', '--yes']);
    const { parse } = await import('yaml');
    const { Ajv } = await import('ajv');
    const { createRequire } = await import('node:module');
    const { readFileSync } = await import('node:fs');
    const path = createRequire(import.meta.url).resolve('schemastore/schemas/json/github-workflow.json');
    const isWorkflow = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
      JSON.parse(readFileSync(path, 'utf8')),
    );
    isWorkflow(parse(project.read('.github/workflows/runbooks.yml')));
    expect(isWorkflow.errors ?? []).toEqual([]);
  });
});

describe('nothing is written', () => {
  test('over a file that is there', async () => {
    project.write('runbooks/rollback/shop.md', 'mine\n');
    project.write('.gitignore', 'dist\n');
    project.write('.gitattributes', '* text=auto\n');
    const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--yes']);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('  kept  runbooks/rollback/shop.md, which is there already'),
    ]);
    const begun = await project.run(['init', '--yes']);
    expect(begun.stderr).toContain('.gitignore is there already: add to it\n  .runbook/\n');
    expect(project.read('runbooks/rollback/shop.md')).toBe('mine\n');
    expect(begun.stderr).toContain('  runbooks/.drills/**/*.jsonl merge=union -text\n');
    expect(project.read('.gitignore')).toBe('dist\n');
  });

  test('in a dry run, which shows every file; as JSON with its text', async () => {
    const { code, stdout } = await project.run(['new', 'rollback', 'shop', '--dry-run']);
    expect([code, stdout.split('\n').slice(0, 6)]).toEqual([
      0,
      [
        '  new   runbooks/rollback/shop.md',
        '  new   runbooks/rollback/shop/rollback-config.sh',
        '',
        '==> runbooks/rollback/shop.md <==',
        '---',
        'title: Roll back shop',
      ],
    ]);
    expect(stdout).toContain('\n==> runbooks/rollback/shop/rollback-config.sh <==\n#!/usr/bin/env bash\n');
    const json = await project.run(['new', 'blank', 'shop', '--dry-run', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      v: 1,
      state: 'shown',
      written: ['runbooks/shop.md'],
      files: [{ path: 'runbooks/shop.md', text: expect.stringContaining('# Shop\n') }],
    });
    expect(project.exists('runbooks')).toBe(false);
  });

  test('without a person who says so', async () => {
    const { code, stderr } = await project.run(['init']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Add --yes to write them, or --dry-run.')]);
    expect(project.exists('runbook.config.yaml')).toBe(false);
  });

  test('through a link that leads out of the project', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'runbook-outside-'));
    symlinkSync(outside, join(project.folder, 'runbooks'));
    const { code, stderr } = await project.run(['new', 'blank', 'shop', '--yes']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('would be written outside of')]);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  test('through a link to nowhere, which is kept like a file', async () => {
    const nowhere = join(project.folder, 'home/nowhere');
    mkdirSync(join(project.folder, 'runbooks'));
    symlinkSync(nowhere, join(project.folder, 'runbooks/shop.md'));
    const { code, stderr } = await project.run(['new', 'blank', 'shop', '--yes']);
    expect([code, stderr]).toEqual([0, '  kept  runbooks/shop.md, which is there already\n\n']);
    expect(project.exists('home/nowhere')).toBe(false);
  });

  test.each([
    ['a link to nowhere', () => symlinkSync(join(project.folder, 'nowhere'), join(project.folder, 'runbooks'))],
    ['a link to itself', () => symlinkSync('runbooks', join(project.folder, 'runbooks'))],
    ['a file', () => project.write('runbooks', 'mine\n')],
  ])('where the folder would be there is %s', async (_, put) => {
    put();
    const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--yes']);
    expect([code, stderr]).toEqual([
      2,
      'runbooks is there and is no folder\nMove it, or choose another place for runbooks/rollback/shop.md.\n',
    ]);
  });

  test.each([
    ['--workload', 'deployment/x; touch pwned', 'names no workload'],
    ['--workload', 'configmap/x', 'names no workload'],
    ['--container', '$(touch pwned)', 'cannot be taken'],
    ['--image', 'r/x`touch pwned`', 'cannot be taken'],
    ['--namespace', 'a }, vars: { B: c', 'cannot be taken'],
    ['--service-url', 'javascript:alert(1)', 'cannot be taken'],
    ['--service-url', 'https://me:secret@shop.example.com', 'cannot be taken'],
    ['--service-url', 'https://shop.example.com\nconfirm: none', 'cannot be taken'],
    ['--prometheus', 'http://x # y', 'cannot be taken'],
    ['--owner', 'a], budget: 1m, x: [b', 'cannot be taken'],
    ['--owner', 'null', 'cannot be taken'],
    ['--migrations', '../elsewhere', 'cannot be taken'],
    ['--migrations', 'nowhere', 'is no folder'],
  ])('for %s %j', async (flag, value, told) => {
    const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--yes', flag, value]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
    expect(project.exists('runbooks')).toBe(false);
  });

  test.each(['../x', 'A b', '$(touch x)', '-x-', '', 'null', 'on'])('for the name %j', async (name) => {
    const { code } = await project.run(['new', 'rollback', '--yes', '--', name]);
    expect(code).toBe(2);
    expect(project.exists('runbooks')).toBe(false);
  });
});

test('a context may be called anything', async () => {
  const name = 'arn:aws:eks:eu-west-1:1:cluster/x, y: {"z"}';
  project.write('home/.kube/config', JSON.stringify({ 'current-context': name, contexts: [{ name, context: {} }] }));
  await project.run(['new', 'rollback', 'shop', '--yes']);
  const { code, stdout } = await project.run(['plan', 'shop.md', '--env', 'production']);
  expect([code, stdout]).toEqual([0, expect.stringContaining(`context ${name}, namespace production`)]);
});

test.each([
  [['--trigger', 'flagger', '--workload', 'rollout/shop'], 'Flagger has no say over rollout/shop'],
  [['--config', 'etcd', '--with-secrets'], '--with-secrets has no meaning with --config etcd'],
  [['--template', 'nowhere'], 'nowhere is no folder'],
])('what does not go together is refused: %s', async (flags, told) => {
  const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--yes', ...flags]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
  expect(project.exists('runbooks')).toBe(false);
});

test('what is there already is named in the configuration', async () => {
  project.write('k8s/shop.yaml', '');
  project.write('db/migrations/1_a.sql', '');
  project.write('.vscode/settings.json', '{}');
  const { code, stderr } = await project.run(['init', '--yes']);
  expect([code, stderr]).toEqual([0, expect.stringContaining('add to "yaml.schemas"')]);
  expect(project.read('runbook.config.yaml')).toContain(
    'runbooks: [runbooks]\nmanifests: [k8s]\nmigrations: [{ path: db/migrations }]\n',
  );
  expect((await project.run(['lint'])).code).toBe(0);
});

test('Ctrl-C at the question is no answer', async () => {
  await using run = startInTerminal(project, ['init']);
  await run.asks('Write these 6 files?');
  run.send(keys.ctrlC);
  expect(await run.exitCode).toBe(130);
  expect(project.exists('runbook.config.yaml')).toBe(false);
});

test('a wrong flag leads to the help of its own command', async () => {
  const { code, stderr } = await project.run(['new', 'rollback', 'shop', '--nope']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('(see runbook new rollback --help)')]);
});

test('a blank runbook says what stands in for something', async () => {
  const { stderr } = await project.run(['new', 'blank', 'shop', '--yes']);
  expect(stderr).toContain('  steps: one that only looks at the clock\n    runbooks/shop.md:16\n');
  expect(project.read('runbooks/shop.md').split('\n')[15]).toBe('### Step 1: Look (30 seconds)');
});

test('a second call says that its flags change nothing', async () => {
  await project.run(['new', 'rollback', 'shop', '--yes']);
  const again = await project.run(['new', 'rollback', 'shop', '--yes', '--service-url', 'https://shop.example.com']);
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('No flag changes a file that is there.')]);
});

test('a template of the team comes before the own one', async () => {
  project.write('runbook.config.yaml', 'templates: team\n');
  project.write('team/blank.md', '# @@title@@ of the team @@owner@@\n');
  await project.run(['new', 'blank', 'shop', '--yes', '--owner', 'blue']);
  expect(project.read('runbooks/shop.md')).toBe('# Shop of the team blue\n');
  project.write('team/blank.md', '# @@nothing@@\n');
  const { code, stderr } = await project.run(['new', 'blank', 'other', '--yes']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('line 1 asks for "nothing"')]);
});

test('at a terminal one key writes, and Enter alone does not', async () => {
  mkdirSync(join(project.folder, 'empty'));
  await using no = startInTerminal(project, ['new', 'blank', 'shop']);
  await no.sees('Write this file?');
  no.send(keys.enter);
  expect(await no.exitCode).toBe(1);
  expect(project.exists('runbooks')).toBe(false);
  await using yes = startInTerminal(project, ['new', 'blank', 'shop']);
  await yes.sees('Write this file?');
  yes.send(`y${keys.enter}`);
  expect(await yes.exitCode).toBe(0);
  expect(project.exists('runbooks/shop.md')).toBe(true);
});

test('git sees nothing but what was shown', async () => {
  await project.run(['init', '--yes', '--ci', 'none']);
  const status = execFileSync('git', ['-C', project.folder, 'init', '--quiet'], { encoding: 'utf8' });
  expect(status).toBe('');
  expect(project.exists('.github')).toBe(false);
});
