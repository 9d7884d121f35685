import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { linkPlaces } from '../../../src/docusaurus/link-places.ts';
import type { MarkdownNode } from '../../../src/docusaurus/markdown-node.ts';
import type { RunbookPage } from '../../../src/docusaurus/page.ts';
import { remarkRunbook } from '../../../src/docusaurus/remark-runbook.ts';
import { type UnderstoodPage, understandPage } from '../../../src/docusaurus/understand-page.ts';

const folder = '/nowhere/runbooks';
/** Of a project that is not there. */
export const where = { folder, root: '/nowhere', translated: '/nowhere/site/i18n/de', roles: {}, lint: undefined };
const path = `${folder}/page.md`;

/** A page as it is written for the site, its text without front matter; throws where it is no runbook. */
export async function writePage(text: string): Promise<{
  readonly tree: MarkdownNode;
  readonly page: RunbookPage;
  readonly understood: UnderstoodPage;
}> {
  const understood = await understandPage(path, text, where);
  const { source } = understood;
  if (source === undefined) throw new Error('it is no runbook');
  const tree = fromMarkdown(
    text.replace(/^---\n.*?\n---\n/s, (front) => front.replace(/[^\n]/g, '')),
    {
      extensions: [gfmTable(), gfmTaskListItem()],
      mdastExtensions: [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()],
    },
  ) as MarkdownNode;
  const links = linkPlaces('page.md', {
    folders: where,
    repositoryUrl: undefined,
    statics: [],
    permalinkOf: () => undefined,
  });
  await remarkRunbook({ read: () => Promise.resolve({ source, links, drills: 'drills.json' }) })(tree, {
    path,
    value: text,
  });
  return { tree, page: source.page, understood };
}

/** The tree in lines: `RunbookOption of=go.option option=A`, texts as they are, two spaces for each level. */
export function drawn({ tree, page }: { readonly tree: MarkdownNode; readonly page: RunbookPage }): readonly string[] {
  const draw = (node: MarkdownNode, indent: string): readonly string[] => {
    if (node.type === 'mdxjsEsm' || /Head|Drills|Anchor/.test(node.name ?? '')) return [];
    const inner = (node.children ?? []).flatMap((child) => draw(child, `${indent}  `));
    if (node.type === 'mdxJsxFlowElement') return [`${indent}${elementText(node, page)}`, ...inner];
    if (node.type === 'list' || node.type === 'listItem' || node.type === 'root') {
      return node.type === 'listItem' ? [`${indent}${node.checked === false ? '[ ]' : '-'}`, ...inner] : inner;
    }
    return [`${indent}${node.type} ${textIn(node)}`];
  };
  return (tree.children ?? []).flatMap((child) => draw(child, ''));
}

function elementText({ name, attributes }: MarkdownNode, { actions }: RunbookPage): string {
  const given = new Map((attributes as readonly { name: string; value: string }[]).map((one) => [one.name, one.value]));
  if (name === 'RunbookCommand') return `> ${actions[given.get('of') ?? '']?.source.replaceAll('\n', ' / ')}`;
  return [name?.replace('Runbook', ''), given.get('option') ?? given.get('of')].filter(Boolean).join(' ');
}

function textIn(node: MarkdownNode): string {
  return node.value ?? (node.children ?? []).map(textIn).join('');
}
