import type { Paragraph, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';

const inlineConstructs = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];

const blockConstructs = [
  'blockQuote',
  'codeFenced',
  'codeIndented',
  'headingAtx',
  'htmlFlow',
  'list',
  'setextUnderline',
  'thematicBreak',
];

const blocksOnly = {
  extensions: [gfmTaskListItem(), { disable: { null: inlineConstructs } }],
  mdastExtensions: [gfmTaskListItemFromMarkdown()],
};
/** Looking for tables takes a sixth of the time, and most documents have none. */
const blocksWithTables = {
  extensions: [gfmTable(), ...blocksOnly.extensions],
  mdastExtensions: [gfmTableFromMarkdown(), ...blocksOnly.mdastExtensions],
};
const inlineOnly = { extensions: [{ disable: { null: blockConstructs } }] };

/** CommonMark with tables and task lists → mdast, with positions; the text in its blocks stays as written. */
export function parseBlocks(text: string): Root {
  return fromMarkdown(text, text.includes('|') ? blocksWithTables : blocksOnly);
}

/**
 * The text of blocks → their emphasis, links and code; undefined where a text is no paragraph. All are parsed at once:
 * setting up a parser takes longer than most texts. `definitions` are the link definitions of the document, as written.
 */
export function parseInline(
  texts: readonly string[],
  definitions: readonly string[],
): readonly (Paragraph | undefined)[] {
  const tree = fromMarkdown([...texts, ...definitions].join('\n\n'), inlineOnly);
  const byLine = new Map(
    tree.children.map((child) => [child.position?.start.line, child.type === 'paragraph' ? child : undefined]),
  );
  let line = 1;
  return texts.map((text) => {
    const found = byLine.get(line);
    line += text.split(/\r\n|\n|\r/).length + 1;
    return found;
  });
}
