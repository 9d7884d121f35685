import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MarkdownNode } from '../../../src/docusaurus/markdown-node.ts';
import { onPage } from '../../../src/docusaurus/page-ids.ts';
import type { Procedure } from '../../../src/docusaurus/page-of-runbook.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import type { BodyNode } from '../../../src/runbook/body.ts';
import { drawn, writePage } from './page-tree.ts';

const root = join(import.meta.dirname, '../../..');

function step(...body: readonly string[]): string {
  return `# Shop\n\n## Steps\n\n### Step 1: Go\n\n${body.join('\n')}\n`;
}

const draw = async (text: string) => drawn(await writePage(text)).filter((line) => !line.startsWith('heading'));

test('an option has its own command alone, also where no line is free between two of them', async () => {
  const fence = ['# Option A: by version', 'shopctl rollback', '# Option B: by hand', 'shopctl restart'];
  expect(await draw(step('```bash', ...fence, '```'))).toEqual([
    'Step go',
    '  Choice go.option',
    '    Option A',
    '      > # Option A: by version / shopctl rollback',
    '    Option B',
    '      > # Option B: by hand / shopctl restart',
  ]);
});

test('a choice stays one where its fence begins before it and goes on behind it', async () => {
  const options = ['# Option A: one', 'shopctl one', '', '# Option B: two', 'shopctl two'];
  const around = ['shopctl look', '', ...options, '', '# Watch it', 'shopctl watch'];
  expect(await draw(step('```bash', ...around, '```'))).toEqual([
    'Step go',
    '  > shopctl look',
    '  Choice go.option',
    '    Option A',
    '      > # Option A: one / shopctl one',
    '    Option B',
    '      > # Option B: two / shopctl two',
    '  > # Watch it / shopctl watch',
  ]);
});

test('what stands beside the commands of a fence is there: questions, prose, what is done by hand', async () => {
  const questions = ['shopctl look', '', '# Look at the dashboards', '# - Errors gone?', '# - Fast again?'];
  expect(await draw(step('```bash', ...questions, '```'))).toEqual([
    'Step go',
    '  > shopctl look',
    '  paragraph Look at the dashboards',
    '    [ ]',
    '      paragraph Errors gone?',
    '    [ ]',
    '      paragraph Fast again?',
  ]);
  const options = ['# Option A: by the program', 'shopctl switch', '', '# Option B: call the provider, +49 30 1234'];
  expect(await draw(step('```bash', ...options, '```'))).toEqual([
    'Step go',
    '  Choice go.option',
    '    Option A',
    '      > # Option A: by the program / shopctl switch',
    '    Option B',
    '      paragraph Option B: call the provider, +49 30 1234',
  ]);
});

test('what becomes of items of a list stands between lists, and the items in lists', async () => {
  const fence = (command: string) => ['', '   ```bash {effect=write}', `   ${command}`, '   ```'];
  const options = [
    '2. **Option A: one**',
    ...fence('shopctl one'),
    '3. **Option B: two**',
    '',
    '   - Twice',
    ...fence('shopctl two'),
  ];
  const { tree, page } = await writePage(
    step('1. Look at it:', ...fence('look'), ...options, '4. If hot:', ...fence('shopctl cool')),
  );
  expect(drawn({ tree, page }).slice(3)).toEqual([
    'Step go',
    '    -',
    '      paragraph Look at it:',
    '      > look',
    '  Choice go.option',
    '    Option A',
    '      > shopctl one',
    '    Option B',
    '        -',
    '          paragraph Twice',
    '      > shopctl two',
    '  Guard go.if-hot',
    '      -',
    '        paragraph If hot:',
    '        > shopctl cool',
    'heading Drill history',
  ]);
  const within = (node: MarkdownNode): readonly MarkdownNode[] => [node, ...(node.children ?? []).flatMap(within)];
  for (const { type, children = [] } of within(tree))
    for (const child of children) expect(child.type === 'listItem').toBe(type === 'list');
  expect(within(tree).flatMap(({ start }) => start ?? [])).toEqual([1, 4]);
});

test('output that is expected of no command stays where it stands', async () => {
  const text = step('Look at the lamps.', '', 'Expected output:', '', '```text', 'all 12 lamps are green', '```');
  expect(await draw(text)).toEqual([
    'Step go',
    '  paragraph Look at the lamps.',
    '  paragraph Expected output:',
    '  code all 12 lamps are green',
  ]);
});

test('a paragraph of which only a part is said at the top is there as a whole', async () => {
  const head = '**Severity:** high\n**Oncall note:** call Bob before';
  const text = step('```bash', 'shopctl look', '```');
  expect(await draw(text.replace('## Steps', `${head}\n\n**Owner:** Alice\n\n## Steps`))).toEqual([
    'paragraph Severity: high\nOncall note: call Bob before',
    'Step go',
    '  > shopctl look',
  ]);
});

const fixtures = globSync(['test/fixtures/**/*.md', 'runbooks/**/*.md', 'templates/**/*.md'], { cwd: root })
  .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
  .filter(([, text]) => (parseRunbook(text, {}).runbook?.steps.length ?? 0) > 0);

test('there are many runbooks to look at', () => expect(fixtures.length).toBeGreaterThan(90));

test.each(fixtures)('%s: each command stands once, in its option and below its question', async (_, text) => {
  const { tree, understood } = await writePage(text);
  const expected = understood.procedures.flatMap((one) => placesOf(one));
  expect(placesIn(tree).toSorted()).toEqual([...new Set(expected)].toSorted());
});

/** `go.option A > go.1`, as the model has it. */
function placesOf({ runbook, ids }: Pick<Procedure, 'runbook' | 'ids'>): readonly string[] {
  const inBody = (body: readonly BodyNode[], above: string): readonly string[] =>
    body.flatMap((node) => {
      switch (node.node) {
        case 'action':
          return [`${above}${onPage(node.address, ids)}`];
        case 'guard':
          return inBody(node.body, `${above}${onPage(node.condition.id, ids)} > `);
        case 'choice':
          return node.options.flatMap(({ key, body: own }) => inBody(own, `${above}${onPage(node.id, ids)} ${key} > `));
        default:
          return [];
      }
    });
  const steps = [...runbook.steps, ...runbook.undo].flatMap(({ body }) => inBody(body, ''));
  return [...inBody(runbook.prerequisites.checks, ''), ...steps, ...inBody(runbook.checks, '')];
}

/** The same, as the page has it. */
function placesIn(node: MarkdownNode, above = ''): readonly string[] {
  const given = new Map(
    ((node.type === 'mdxJsxFlowElement' ? node.attributes : []) as readonly { name: string; value: string }[]).map(
      ({ name, value }) => [name, value],
    ),
  );
  const of = given.get('of') ?? '';
  if (node.name === 'RunbookCommand') return [`${above}${of}`];
  const place =
    node.name === 'RunbookOption'
      ? `${above}${of} ${given.get('option')} > `
      : node.name === 'RunbookGuard'
        ? `${above}${of} > `
        : above;
  return (node.children ?? []).flatMap((child) => placesIn(child, place));
}
