import { type Place, placeAt } from '../diagnostics/place.ts';
import type { FrontMatter } from '../runbook/front-matter.ts';
import { checkSettings } from './front-matter-schema.ts';
import { type KeyPlace, readYaml } from './front-matter-yaml.ts';
import { type ParseContext, report } from './parse-context.ts';

export interface FrontMatterResult {
  readonly runbook: FrontMatter;
  /** Docusaurus's `title`, used where the document has no heading of its own. */
  readonly title: string | undefined;
  /** Where a key below `runbook:` stands: `placeOf('inputs', 'version')`. */
  readonly placeOf: KeyPlace;
  /** The places of all keys, as in `runbook.inputs.version`. */
  readonly places: ReadonlyMap<string, Place>;
}

const opening = /^---[ \t]*(?:\r\n|\r|\n)/;
const closing = /(?<=^|[\r\n])---[ \t]*(?=[\r\n]|$)/g;
const longest = 100_000;

/** Front matter → checked settings; the text with the block blanked out, so that every place stays true. */
export function readFrontMatter(text: string, context: ParseContext): { settings: FrontMatterResult; rest: string } {
  const none: FrontMatterResult = { runbook: {}, title: undefined, placeOf: () => placeAt(1), places: new Map() };
  const open = opening.exec(text)?.[0];
  if (open === undefined) return { settings: none, rest: text };
  closing.lastIndex = open.length;
  const close = closing.exec(text);
  if (close === null) {
    const message = 'the front matter is never closed';
    report(context, 'front-matter-syntax', placeAt(1, 1, 3), message, 'Write --- on a line of its own below it.');
    return { settings: none, rest: text };
  }
  const end = close.index + close[0].length;
  const rest = text.slice(0, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
  return { settings: readSettings(text.slice(open.length, close.index), context) ?? none, rest };
}

function readSettings(yaml: string, context: ParseContext): FrontMatterResult | undefined {
  if (yaml.length > longest) {
    const message = `the front matter is ${yaml.length.toLocaleString('en')} characters long`;
    const hint = `Up to ${longest.toLocaleString('en')} are read: keep data in files of their own.`;
    report(context, 'front-matter-syntax', placeAt(1, 1, 3), message, hint);
    return undefined;
  }
  const read = readYaml(yaml, context);
  if (read === undefined) return undefined;
  const { root, placeOf, places } = read;
  const title = typeof root['title'] === 'string' ? root['title'] : undefined;
  return { runbook: checkSettings(root['runbook'], placeOf, context), title, placeOf, places };
}
