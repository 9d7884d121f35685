import { expect, test } from 'vitest';
import type { RunbookPage } from '../../../src/docusaurus/page.ts';
import type { Region } from '../../../src/docusaurus/page-regions.ts';
import type { PageSource } from '../../../src/docusaurus/page-source.ts';
import { understandPage } from '../../../src/docusaurus/understand-page.ts';
import { where } from './page-tree.ts';

const step = (number: number, title: string, command: string) =>
  `### Step ${number}: ${title} (1 minute)\n\n\`\`\`bash {effect=read}\n${command}\n\`\`\`\n`;

const options = `### Step 2: Switch (1 minute)

**Option A: All**

\`\`\`bash {effect=write}
stop all
\`\`\`

**Option B: One**

\`\`\`bash {effect=write}
stop one
\`\`\`
`;

const guarded = `### Step 2: Switch (1 minute)

\`\`\`bash {effect=read}
count waiting
\`\`\`

If somebody waits:

\`\`\`bash {effect=destructive}
start all
\`\`\`
`;

const text = `# Queue

## Prerequisites

\`\`\`bash {effect=read}
queue is there
\`\`\`

## Stop the queue

${step(1, 'Look', 'who produces')}
${options}
## Start the queue

${step(1, 'Look', 'who is stopped')}
${guarded}
## Undo

### Look

\`\`\`bash {effect=write}
as it was
\`\`\`

## Success Criteria

- [ ] It is well

\`\`\`bash {check="It is well" effect=read}
well
\`\`\`
`;

async function pageOf(file: string): Promise<{ readonly page: RunbookPage; readonly source: PageSource }> {
  const { source } = await understandPage('/nowhere/runbooks/queue.md', file, where);
  if (source === undefined) throw new Error('it is no runbook');
  return { page: source.page, source };
}

test('each fence of a page has its own command, whatever the steps of its procedures are called', async () => {
  const { page, source } = await pageOf(text);
  expect(page.procedures).toEqual(['stop-the-queue', 'start-the-queue']);
  const lines = text.split('\n');
  const shown = [...source.actions].flatMap(([line, names]) => names.map((name) => [line, page.actions[name]?.source]));
  expect(shown.map(([, command]) => command).toSorted()).toEqual(
    ['as it was', 'count waiting', 'queue is there', 'start all', 'stop all', 'stop one', 'well', 'who is stopped']
      .concat('who produces')
      .toSorted(),
  );
  for (const [line, command] of shown) expect(command).toBe(lines[Number(line) - 1]);
});

test('each heading has its own card, and each question and choice its own words', async () => {
  const { page, source } = await pageOf(text);
  const steps = [...source.steps].toSorted(([a], [b]) => a - b);
  const cards = steps.map(([, { id }]) => page.steps.find((one) => one.id === id)?.effect);
  expect(cards).toEqual(['read', 'WRITE', 'read', 'DESTRUCTIVE', 'WRITE']);
  const regions = (all: readonly Region[]): readonly Region[] => all.flatMap((one) => [one, ...regions(one.children)]);
  const found = [...source.steps.values()].flatMap((one) => regions(one.regions));
  expect(found.flatMap(({ kind, id }) => (kind === 'guard' ? [page.guards[id]?.text] : []))).toEqual([
    'If somebody waits',
  ]);
  expect(found.flatMap(({ kind, id }) => (kind === 'choice' ? [page.choices[id]?.options.length] : []))).toEqual([2]);
});

test('no id stands twice on it, and what the procedures share is there once', async () => {
  const { page, source } = await pageOf(text);
  const ids = [...[...source.steps.values()].map(({ id }) => id), ...[...source.actions.values()].flat()];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => page.actions[id]?.source === 'well')).toHaveLength(1);
  expect(ids).toContain('look.1');
  expect(ids).toContain('start-the-queue.look.1');
});

test('a page of one procedure calls everything as the program does', async () => {
  const { page, source } = await pageOf(`# Queue\n\n## Steps\n\n${step(1, 'Look', 'who produces')}`);
  expect(Object.keys(page.actions)).toEqual(['look.1']);
  expect([...source.steps.values()].map(({ id }) => id)).toEqual(['look']);
});
