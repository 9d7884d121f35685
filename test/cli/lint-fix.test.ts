import { chmodSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keys, startInTerminal } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const seed = readFileSync(resolve(import.meta.dirname, '../fixtures/seed/payment-processor.md'), 'utf8');
const answers = [
  'budget-roll-back-database-migration=1 minute',
  'last-migration=SELECT name FROM migrations ORDER BY id DESC LIMIT 1',
  'take-down=kubectl run take-down -n production --rm --attach --restart=Never --image="$BROKEN" -- npm run migrate:down',
].flatMap((text) => ['--answer', text.replace('"$BROKEN"', 'registry.example.com/payment-processor:v1.1.1')]);

describe("the seed's runbook", () => {
  test('lints clean once every suggested change is made, with answers for what only people know', async () => {
    project.write('runbooks/rollback/payment-processor.md', seed);
    const { code, stdout, stderr } = await project.run(['lint', '--fix', '--fix-suggested', '--yes', ...answers]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '0 findings in 1 file\n',
      stderr: 'runbooks/rollback/payment-processor.md: 11 changes\n',
    });
    const fixed = project.read('runbooks/rollback/payment-processor.md');
    const untouched = ['## Prerequisites', '## Success Criteria', '## Emergency Contacts'];
    const sectionOf = (text: string, heading: string) => text.slice(text.indexOf(heading)).split('\n## ')[0];
    for (const heading of untouched) expect(sectionOf(fixed, heading)).toBe(sectionOf(seed, heading));
    const { code: planned } = await project.run(['plan', 'payment-processor.md']);
    expect(planned).toBe(0);
  });

  test('is not touched by a dry run, which shows every change and what it would ask', async () => {
    project.write('runbooks/payment-processor.md', seed);
    const { stdout, stderr } = await project.run(['lint', '--fix-suggested', '--dry-run']);
    expect(stdout).toContain('runbooks/payment-processor.md: 11 changes, not made');
    expect(stdout).toContain('   37 - kubectl rollout undo deployment/payment-processor -n production --to-revision=2');
    expect(stderr).toContain('add  --answer last-migration=SELECT name FROM migrations ORDER BY id DESC LIMIT 1');
    expect(project.read('runbooks/payment-processor.md')).toBe(seed);
  });

  test('without a person its suggested changes need --yes', async () => {
    project.write('runbooks/payment-processor.md', seed);
    const { code, stderr } = await project.run(['lint', '--fix-suggested']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('nobody is there to look at the suggested changes')]);
    expect(project.read('runbooks/payment-processor.md')).toBe(seed);
  });
});

const prompted = '# Look\r\n\r\n## Steps\r\n\r\n### Step 1: Look (5 seconds)\r\n\r\n```bash\r\n$ uptime  \r\n```\r\n';

test('a safe change keeps every other byte, the line endings, and the rights of the file', async () => {
  const path = project.write('look.md', `\uFEFF${prompted}`);
  chmodSync(path, 0o640);
  const { code, stdout } = await project.run(['lint', 'look.md', '--fix']);
  expect([code, stdout]).toEqual([0, '0 findings in 1 file\n']);
  expect(project.read('look.md')).toBe(`\uFEFF${prompted.replace('$ ', '')}`);
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test('a text from standard input is printed, mended; what is left is said beside it', async () => {
  const { code, stdout, stderr } = await project.run(['lint', '-', '--fix'], { input: prompted });
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: prompted.replace('$ ', ''),
    stderr: '0 findings in 1 file\n',
  });
});

test('at a terminal each change is shown and asked for, and what it needs is typed', async () => {
  project.write(
    'back.md',
    '# Back\n\n## Steps\n\n### Step 1: Go\n\n```bash\nuptime\n```\n\n### Step 2: Look\n\n```bash\nuptime\n```\n\n## Success Criteria\n\n- [ ] Up\n',
  );
  const args = ['lint', 'back.md', '--preset', 'strict', '--rule', 'no-contacts=off', '--fix-suggested'];
  await using run = startInTerminal(project, args);
  await run.sees('Make this change?');
  run.send(`y${keys.enter}`);
  await run.sees('How long may "Go" take?');
  run.send(`20 seconds${keys.enter}`);
  await run.sees('Give it a budget:');
  run.send(`n${keys.enter}`);
  expect(await run.exitCode).toBe(0);
  expect(project.read('back.md')).toContain('### Step 1: Go (20 seconds)\n');
  expect(project.read('back.md')).toContain('### Step 2: Look\n');
});
