import { expect, test } from 'vitest';
import { createProject } from './unattended-project.ts';

const text = '# Shop\n\n## Steps\n\n### Step 1: Go Back (1 minute)\n\n```bash {id=switch effect=write}\ntrue\n```\n';
const site = 'site: { url: "https://docs.example.com/runbooks/" }\n';

test.each([
  ['shop.md', 'rollback/shop'],
  ['rollback/shop.md#switch', 'rollback/shop#switch'],
  ['shop#step-1-go-back-1-minute', 'rollback/shop#step-1-go-back-1-minute'],
  ['shop#switch.1', undefined],
  ['shop#switch.switch', 'rollback/shop#switch.switch'],
  ['README.md', ''],
])('runbook open %s', async (argument, path) => {
  using project = createProject({
    'runbooks/rollback/shop.md': text,
    'runbooks/README.md': text,
    'runbook.config.yaml': site,
  });
  const { code, stdout, stderr } = await project.run(['open', argument]);
  if (path === undefined) expect([code, stderr]).toEqual([2, expect.stringContaining('unknown step "switch.1"')]);
  else expect([code, stdout]).toEqual([0, `https://docs.example.com/runbooks/${path}\n`]);
});

test('says where the address comes from, where there is none', async () => {
  using project = createProject({ 'runbooks/shop.md': text });
  const { code, stderr } = await project.run(['open', 'shop.md']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('site: { url:')]);
});

test('a report leads to the pages of its steps', async () => {
  using project = createProject({ 'runbooks/rollback/shop.md': text, 'runbook.config.yaml': site });
  expect((await project.run(['run', 'shop.md', '--no-input', '--yes-to', 'writes'])).code).toBe(0);
  const { stdout } = await project.run(['report']);
  expect(stdout).toContain('- **Page:** <https://docs.example.com/runbooks/rollback/shop>');
  expect(stdout).toContain('| [1 Go Back](https://docs.example.com/runbooks/rollback/shop#switch) | succeeded |');
});

test('a report of one of several procedures leads to its own steps', async () => {
  const steps = (name: string) => `## ${name}\n\n### Step 1: Look\n\n\`\`\`bash {effect=read}\necho ${name}\n\`\`\`\n`;
  using project = createProject({
    'runbooks/two.md': `# Two\n\n${steps('Stop')}\n${steps('Start')}`,
    'runbook.config.yaml': site,
  });
  expect((await project.run(['run', 'two.md#start', '--no-input', '--yes-to', 'writes'])).code).toBe(0);
  const { stdout } = await project.run(['report']);
  expect(stdout).toContain('- **Page:** <https://docs.example.com/runbooks/two#start>');
  expect(stdout).toContain('| [1 Look](https://docs.example.com/runbooks/two#step-1-look-1) | succeeded |');
  project.write('runbooks/two.md', '# Two\n');
  expect((await project.run(['report'])).stdout).toContain('(https://docs.example.com/runbooks/two#look)');
});

test('opens a step of any of several procedures, and any of them', async () => {
  const steps = (name: string) =>
    `## ${name}\n\n### Step 1: ${name} it (1 minute)\n\n\`\`\`bash {effect=write}\ntrue\n\`\`\`\n`;
  using project = createProject({
    'runbooks/two.md': `# Two\n\n${steps('Stop')}\n${steps('Start')}`,
    'runbook.config.yaml': site,
  });
  for (const place of ['stop', 'start', 'stop-it', 'start-it']) {
    const { code, stdout } = await project.run(['open', `two.md#${place}`]);
    expect([code, stdout]).toEqual([0, `https://docs.example.com/runbooks/two#${place}\n`]);
  }
});
