import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startInTerminal } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const clean = `# Restart the shop

**Purpose:** Serve customers again
**Estimated time:** 1 minute

## Steps

### Step 1: Restart (30 seconds)

\`\`\`bash {effect=write}
systemctl restart shop
\`\`\`

### Step 2: Look (20 seconds)

\`\`\`bash {effect=read}
systemctl is-active shop
\`\`\`

## Success Criteria

- [ ] The shop answers
`;

const broken = clean.replace('systemctl restart shop', 'kubectl rollout undo configmap/shop-config -n shop');

test('what is wrong is shown beside its line, and counted', async () => {
  project.write('shop.md', broken);
  const { code, stdout, stderr } = await project.run(['lint', 'shop.md']);
  expect({ code, stderr, lines: stdout.split('\n') }).toEqual({
    code: 1,
    stderr: '',
    lines: [
      'shop.md:11:22  error  configmap-has-no-undo',
      '   10 | ```bash {effect=write}',
      '   11 | kubectl rollout undo configmap/shop-config -n shop',
      '      |                      ^^^^^^^^^^^^^^^^^^^^^',
      ' why  A ConfigMap keeps no revisions: kubectl answers this with an error.',
      ' do   Apply the wanted version from Git:',
      '        kubectl apply -f "config/shop-config-$VERSION.yaml" -n shop',
      ' fix  Apply the version from Git: --fix-suggested',
      '',
      '1 error in 1 file, 1 with a fix. About a code:',
      'runbook lint --explain CODE',
      '',
    ],
  });
});

test('nothing wrong is counted as well', async () => {
  project.write('shop.md', clean);
  expect(await project.run(['lint', 'shop.md'])).toEqual({ code: 0, stdout: '0 findings in 1 file\n', stderr: '' });
});

test('a folder, its name, its own and all of runbooks/ hold the same files', async () => {
  project.write('runbooks/a/shop.md', broken);
  project.write('runbooks/b.md', clean);
  project.write('runbooks/.hidden/c.md', broken);
  project.write('runbooks/node_modules/d.md', broken);
  for (const paths of [[], ['runbooks'], ['runbooks/a', 'runbooks/b.md', 'runbooks/b.md']]) {
    const { stdout } = await project.run(['lint', ...paths]);
    expect(stdout).toContain('1 error in 1 of 2 files');
  }
});

describe('other formats', () => {
  beforeEach(() => {
    project.write('shop.md', broken);
  });

  test('JSON has every finding with its place', async () => {
    const { stdout } = await project.run(['lint', 'shop.md', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual({
      v: 1,
      files: 1,
      findings: [
        {
          file: 'shop.md',
          line: 11,
          column: 22,
          endLine: 11,
          endColumn: 43,
          severity: 'error',
          code: 'configmap-has-no-undo',
          message: 'A ConfigMap keeps no revisions: kubectl answers this with an error.',
          hint: 'Apply the wanted version from Git:\n  kubectl apply -f "config/shop-config-$VERSION.yaml" -n shop',
          fix: {
            certainty: 'suggested',
            title: 'Apply the version from Git',
            edits: [
              {
                place: { line: 11, column: 1, endLine: 11, endColumn: 51 },
                text: 'kubectl apply -f "config/shop-config-$VERSION.yaml" -n shop',
              },
              {
                place: { line: 1, column: 1, endLine: 1, endColumn: 1 },
                text: '---\nrunbook:\n  inputs:\n    version: { type: semver, prompt: Version to restore }\n---\n\n',
              },
            ],
          },
        },
      ],
    });
  });

  test('GitHub gets a command for each finding, its count beside', async () => {
    const { stdout, stderr } = await project.run(['lint', 'shop.md', '--format', 'github']);
    expect(stdout).toBe(
      '::error file=shop.md,line=11,endLine=11,col=22,endColumn=43,title=configmap-has-no-undo::' +
        'A ConfigMap keeps no revisions: kubectl answers this with an error.%0AApply the wanted version from Git:%0A' +
        '  kubectl apply -f "config/shop-config-$VERSION.yaml" -n shop\n',
    );
    expect(stderr).toContain('1 error in 1 file');
  });
});

describe('the configuration', () => {
  test('chooses rules, severities, files and words', async () => {
    project.write('runbooks/shop.md', broken.replace('## Steps', '## Vorgehen'));
    project.write('runbooks/old/shop.md', broken);
    project.write(
      'runbook.config.yaml',
      'roles: { steps: [Vorgehen] }\nlint:\n  rules: { configmap-has-no-undo: warning }\n  ignore: [old]\n',
    );
    const { code, stdout } = await project.run(['lint']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 warning in 1 file')]);
    expect(stdout).toContain('runbooks/shop.md:11:22  warning  configmap-has-no-undo');
  });

  test.each([
    ['lnt: {}', 'runbook.config.yaml:1:6 unknown key "lnt"\nDid you mean "lint"?\n'],
    ['lint: { rules: { bulk-delet: off } }', 'there is no rule "bulk-delet"\nDid you mean "bulk-delete"?\n'],
    [
      'lint: { preset: hard }',
      'lint.preset is not right\nExpected ("legacy" | "recommended" | "strict"), found "hard".\n',
    ],
    ['lint: [', 'it is no YAML'],
  ])('that is wrong is refused with its place: %s', async (text, told) => {
    project.write('runbook.config.yaml', text);
    const { code, stderr } = await project.run(['lint']);
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
  });

  test('of roles holds for a run as well', async () => {
    project.write('shop.md', clean.replace('## Steps', '## Vorgehen').replace('## Success Criteria', '## Erfolg'));
    project.write('runbook.config.yaml', 'roles: { steps: [Vorgehen], criteria: [Erfolg] }');
    const { stdout } = await project.run(['plan', 'shop.md']);
    expect(stdout).toContain('The shop answers');
  });
});

describe('the baseline', () => {
  test('is written once; then only what is new is reported, and it only gets smaller', async () => {
    project.write('shop.md', broken);
    const first = await project.run(['lint', 'shop.md', '--baseline']);
    expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('1 findings of today are known')]);
    project.write('shop.md', broken.replace('# Restart', '\n\n# Restart'));
    expect((await project.run(['lint', 'shop.md', '--baseline'])).stdout).toBe('0 findings in 1 file\n');
    project.write(
      'shop.md',
      broken.replace('systemctl is-active shop', 'kubectl rollout undo secret/shop-key -n shop'),
    );
    const worse = await project.run(['lint', 'shop.md', '--baseline', '--update-baseline']);
    expect([worse.code, worse.stdout]).toEqual([1, expect.stringContaining('2 errors in 1 file')]);
    project.write('shop.md', clean);
    await project.run(['lint', 'shop.md', '--baseline', '--update-baseline']);
    project.write('shop.md', broken);
    expect((await project.run(['lint', 'shop.md', '--baseline'])).code).toBe(1);
  });

  test('is updated by its own flag alone', async () => {
    project.write('shop.md', broken);
    await project.run(['lint', 'shop.md', '--baseline']);
    project.write('shop.md', clean);
    const { code, stderr } = await project.run(['lint', 'shop.md', '--update-baseline']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('1 of them mended and taken out')]);
    expect(JSON.parse(project.read('runbook-baseline.json'))).toEqual({ v: 1, files: {} });
  });

  test('is not begun where nobody would commit it, and is no folder', async () => {
    project.write('shop.md', broken);
    const inCi = await project.run(['lint', 'shop.md', '--baseline'], { env: { CI: 'true' } });
    expect([inCi.code, inCi.stderr]).toEqual([2, expect.stringContaining('there is no baseline at')]);
    expect(project.exists('runbook-baseline.json')).toBe(false);
    const swallowed = await project.run(['lint', '--baseline', '.']);
    expect([swallowed.code, swallowed.stderr]).toEqual([2, expect.stringContaining('is a folder')]);
  });

  test('that is damaged is refused', async () => {
    project.write('shop.md', broken);
    project.write('known.json', '{"v": 2}');
    const { code, stderr } = await project.run(['lint', 'shop.md', '--baseline', 'known.json']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is no baseline of this version')]);
  });
});

test('standard input is linted, under the name that is given', async () => {
  const { code, stdout } = await project.run(['lint', '-'], { input: broken });
  expect([code, stdout]).toEqual([1, expect.stringContaining('<stdin>:11:22  error  configmap-has-no-undo')]);
  const script = await project.run(['lint', '-', '--stdin-name', 'back.sh'], {
    input: 'set -e\nkubectl rollout undo cm/shop\n',
  });
  expect(script.stdout).toContain('back.sh:2:22  error  configmap-has-no-undo');
});

test('a comment with a reason takes a finding away', async () => {
  const comment = '<!-- lint-disable-next-line configmap-has-no-undo: shown as a bad example -->\n\n```bash {effect';
  project.write('shop.md', broken.replace('```bash {effect', comment));
  expect(await project.run(['lint', 'shop.md'])).toEqual({ code: 0, stdout: '0 findings in 1 file\n', stderr: '' });
});

test.each([
  [['lint', 'nowhere.md'], 'nowhere.md: there is no such file or folder'],
  [['lint', '--rule', 'bulk-delet=off'], 'unknown rule "bulk-delet"\nDid you mean "bulk-delete"?'],
  [['lint', '--rule', 'bulk-delete=loud'], '--rule bulk-delete=loud names no severity'],
  [['lint', '--explain', 'bulk-delet'], 'unknown rule "bulk-delet"'],
])('what cannot be done is said: %s', async (args, told) => {
  const { code, stderr } = await project.run(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
});

test('what is no text is a finding, whatever is switched off', async () => {
  project.write('bad.md', new Uint8Array([0x23, 0x20, 0xff, 0x0a]));
  const { code, stdout } = await project.run(['lint', 'bad.md', '--rule', 'not-utf8=off']);
  expect([code, stdout]).toEqual([1, expect.stringContaining('bad.md:1:1  error  not-utf8')]);
});

test('many files are linted by several workers, in their order', async () => {
  for (let index = 0; index < 300; index += 1)
    project.write(`runbooks/${String(index).padStart(3, '0')}.md`, index % 100 === 7 ? broken : clean);
  const { code, stdout } = await project.run(['lint', '--format', 'json']);
  const { files, findings } = v.parse(
    v.object({ files: v.number(), findings: v.array(v.object({ file: v.string() })) }),
    JSON.parse(stdout),
  );
  expect({ code, files, found: findings.map(({ file }) => file) }).toEqual({
    code: 1,
    files: 300,
    found: ['runbooks/007.md', 'runbooks/107.md', 'runbooks/207.md'],
  });
});

test('a link to a file stays a link when the file is mended, and rights stay', async () => {
  mkdirSync(join(project.folder, 'real'));
  const path = join(project.folder, 'real/shop.md');
  writeFileSync(path, clean.replace('```bash {effect=read}\nsystemctl', '```bash {effect=read}\n$ systemctl'), {
    mode: 0o640,
  });
  symlinkSync('real/shop.md', join(project.folder, 'link.md'));
  await project.run(['lint', 'link.md', '--fix']);
  expect(readFileSync(join(project.folder, 'link.md'), 'utf8')).toBe(clean);
});

test('migrations, manifests and scripts are linted where the configuration names them', async () => {
  project.write('runbooks/shop.md', clean);
  project.write('db/1_note.up.sql', 'ALTER TABLE payments ADD COLUMN note text;\n');
  project.write('db/1_note.down.sql', 'ALTER TABLE payments DROP COLUMN note;\n');
  project.write('deploy/shop.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shop }\ndate: { a: b }\n');
  project.write('scripts/rollback.sh', 'set -e\nkubectl rollout undo configmap/shop\n');
  project.write(
    'runbook.config.yaml',
    'migrations: [{ path: db }]\nmanifests: [deploy]\nscripts: [scripts/rollback.sh]\nlint: { rules: { no-contacts: off } }\n',
  );
  const { stdout } = await project.run(['lint', '--format', 'json']);
  const { findings } = v.parse(
    v.object({ findings: v.array(v.object({ file: v.string(), line: v.number(), code: v.string() })) }),
    JSON.parse(stdout),
  );
  expect(findings.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
    'scripts/rollback.sh:2 configmap-has-no-undo',
    'deploy/shop.yaml:4 manifest-schema',
    'db/1_note.down.sql:1 down-without-lock-timeout',
    'db/1_note.down.sql:1 down-loses-live-data',
  ]);
  const one = await project.run(['lint', 'db/1_note.down.sql', '--format', 'json']);
  expect(JSON.parse(one.stdout).findings).toHaveLength(2);
});

test('at a terminal it has colours, and stays within its columns', async () => {
  project.write('shop.md', broken);
  await using run = startInTerminal(project, ['lint', 'shop.md'], { env: { NO_COLOR: '', FORCE_COLOR: '' } });
  expect(await run.exitCode).toBe(1);
  expect(run.raw()).toContain('\u001B[31merror\u001B[39m');
  expect(run.text()).not.toContain('u001b');
  expect(run.text()).toContain(' why  A ConfigMap keeps no revisions: kubectl answers this with an error.');
});

test('what could not be looked at is not right by that', async () => {
  mkdirSync(join(project.folder, 'runbooks'));
  const nothing = await project.run(['lint']);
  expect([nothing.code, nothing.stdout]).toEqual([0, '0 findings in 0 files\n']);
  expect(nothing.stderr).toContain('Nothing was looked at');
  project.write('runbooks/large.md', '');
  truncateSync(join(project.folder, 'runbooks/large.md'), 20_000_001);
  project.write('runbooks/shop.md', clean);
  const { code, stdout } = await project.run(['lint', '--format', 'json']);
  expect([code, JSON.parse(stdout).files]).toEqual([2, 2]);
});
