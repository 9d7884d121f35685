import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Place, placeAt } from '../diagnostics/place.ts';
import type { RawAttribute } from '../runbook/fence.ts';
import { type AttributeGroup, readAttributeGroup } from './attribute-group.ts';
import { isAttributeKey } from './attribute-keys.ts';

export interface InfoString {
  readonly language: string;
  readonly attributes: readonly RawAttribute[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The text after the opening fence, from the source rather than from the Markdown parser, which has already
 * unescaped it. `column` is that of its first character.
 */
export function parseInfoString(text: string, line: number, column: number): InfoString {
  const written = /^[^\s{]*/.exec(text)?.[0] ?? '';
  const language = written.toLowerCase();
  const open = groupStart(text, written.length);
  const at = (offset: number, length = 1) => placeAt(line, column + offset, length);
  if (open === undefined) return { language, attributes: [], diagnostics: outsideGroup(text, { from: 0 }, at) };
  const problem = groupPlacementProblem(written, text, open);
  if (problem !== undefined) {
    const diagnostics = [diagnose('info-string-syntax', at(open), problem.message, problem.hint)];
    return { language, attributes: [], diagnostics };
  }
  const group = readAttributeGroup(text, open, at);
  return {
    language,
    attributes: group.attributes,
    diagnostics: [
      ...outsideGroup(text, { from: 0, to: open }, at),
      ...group.diagnostics,
      ...afterGroup(text, group, at),
      ...outsideGroup(text, { from: group.end ?? text.length }, at),
    ],
  };
}

/** Where the first group begins that is not Docusaurus's `{1,3-5}`, outside quoted values. */
function groupStart(text: string, from: number): number | undefined {
  const other = /=(?:"[^"]*"|'[^']*')|\{[\d,\s-]*\}|\{/g;
  other.lastIndex = from;
  for (let match = other.exec(text); match !== null; match = other.exec(text)) {
    if (match[0] === '{') return match.index;
  }
  return undefined;
}

function groupPlacementProblem(
  language: string,
  text: string,
  open: number,
): { message: string; hint: string } | undefined {
  if (language === '') {
    return {
      message: 'the attributes stand where the language belongs',
      hint: 'Write the language first: ```bash {...}.',
    };
  }
  if (open === language.length) {
    const group = text.slice(open);
    const shown = group.length > 40 ? `${group.slice(0, 40)}...` : group;
    return {
      message: `the attributes touch the language "${language}"`,
      hint: `Did you mean "${language} ${shown}"? Write a space between them.`,
    };
  }
  return undefined;
}

function afterGroup(text: string, { end }: AttributeGroup, at: (offset: number) => Place): readonly Diagnostic[] {
  const second = end === undefined ? undefined : groupStart(text, end);
  if (second === undefined) return [];
  const hint = 'Put all attributes into one {...} group.';
  return [diagnose('info-string-syntax', at(second), 'a second group of attributes', hint)];
}

const loneAttribute = /(?:^|(?<=\s))([\w-]+)=(?:"[^"]*"|'[^']*'|[^\s{}"']*)/g;

/** `bash effect=read`: outside of the braces an attribute would mean nothing. Docusaurus's own stand there. */
function outsideGroup(
  text: string,
  { from, to }: { readonly from: number; readonly to?: number },
  at: (offset: number, length: number) => Place,
): readonly Diagnostic[] {
  return [...text.slice(from, to).matchAll(loneAttribute)].flatMap((match) => {
    const [written, key = ''] = match;
    if (!isAttributeKey(key)) return [];
    const message = `${written} stands outside of braces, where it means nothing`;
    const hint = `Write it in braces behind the language: {${written}}.`;
    return [diagnose('attribute-place', at(from + match.index, written.length), message, hint)];
  });
}
