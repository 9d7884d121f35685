import * as v from 'valibot';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { nearest } from '../diagnostics/nearest.ts';
import { type Place, placeAt } from '../diagnostics/place.ts';
import { type FrontMatter, frontMatterSchema } from '../runbook/front-matter.ts';
import { type ParseContext, report } from './parse-context.ts';

export interface FrontMatterResult {
  readonly runbook: FrontMatter;
  /** Docusaurus's `title`, used where the document has no heading of its own. */
  readonly title: string | undefined;
  /** Where a key stands: `placeOf('inputs', 'version')`. */
  readonly placeOf: (...path: readonly string[]) => Place;
}

const block = /^---[ \t]*(\r\n|\r|\n)([\s\S]*?)(?:^|\r\n|\r|\n)---[ \t]*(?=\r|\n|$)/;

/** Front matter → checked settings; the text with the block blanked out, so that every place stays true. */
export function readFrontMatter(text: string, context: ParseContext): { settings: FrontMatterResult; rest: string } {
  const none: FrontMatterResult = { runbook: {}, title: undefined, placeOf: () => placeAt(1) };
  if (!/^---[ \t]*[\r\n]/.test(text)) return { settings: none, rest: text };
  const match = block.exec(text);
  if (match === null) {
    report(
      context,
      'front-matter-syntax',
      placeAt(1, 1, 3),
      'the front matter is never closed',
      'Write --- on a line of its own below it.',
    );
    return { settings: none, rest: text };
  }
  const yaml = match[2] ?? '';
  const rest = match[0].replace(/[^\r\n]/g, ' ') + text.slice(match[0].length);
  return { settings: readYaml(yaml, context) ?? none, rest };
}

function readYaml(yaml: string, context: ParseContext): FrontMatterResult | undefined {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const at = (offset: number, length = 0): Place => {
    const { line, col } = lines.linePos(offset);
    return placeAt(Math.max(1, line) + 1, Math.max(1, col), length);
  };
  for (const error of document.errors) {
    const message = `the front matter is not YAML: ${error.message.split('\n')[0]}`;
    report(context, 'front-matter-syntax', at(error.pos[0]), message, 'Check indentation, colons and quotes here.');
  }
  if (document.errors.length > 0) return undefined;
  const placeOf = (...path: readonly string[]): Place => keyPlace(document.contents, ['runbook', ...path], at);
  const root = toPlain(document, context);
  const raw = isRecord(root) ? root['runbook'] : undefined;
  const title = isRecord(root) && typeof root['title'] === 'string' ? root['title'] : undefined;
  return { runbook: check(raw, placeOf, context), title, placeOf };
}

function toPlain(document: ReturnType<typeof parseDocument>, context: ParseContext): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const message = `the front matter cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    report(context, 'front-matter-syntax', placeAt(2), message, 'Remove the aliases.');
    return undefined;
  }
}

function keyPlace(root: unknown, path: readonly string[], at: (offset: number, length?: number) => Place): Place {
  let current: unknown = root;
  let place = placeAt(1);
  for (const key of path) {
    if (!isMap(current)) return place;
    const pair = current.items.find((item) => String(item.key) === key);
    if (pair === undefined) return place;
    const range = isRecord(pair.key) && Array.isArray(pair.key['range']) ? pair.key['range'] : undefined;
    if (typeof range?.[0] === 'number') place = at(range[0], key.length);
    current = pair.value;
  }
  return place;
}

function check(raw: unknown, placeOf: FrontMatterResult['placeOf'], context: ParseContext): FrontMatter {
  if (raw === undefined || raw === null) return {};
  const result = v.safeParse(frontMatterSchema, raw);
  if (result.success) {
    checkLanguage(result.output, placeOf, context);
    return result.output;
  }
  for (const issue of flatten(result.issues)) {
    const path = (issue.path ?? []).map((item) => String(item.key));
    const place = placeOf(...path);
    if (issue.type === 'strict_object') reportUnknownKey(issue, path, place, context);
    else
      report(
        context,
        'front-matter-schema',
        place,
        `runbook.${path.join('.')}: ${issueText(issue)}`,
        'See the table of front matter in the documentation.',
      );
  }
  return {};
}

/** A union's issue holds the reasons of each branch; the ones that lead deeper say more. */
function flatten(issues: readonly v.BaseIssue<unknown>[]): readonly v.BaseIssue<unknown>[] {
  return issues.flatMap((issue) => {
    const deeper = (issue.issues ?? []).filter((inner) => (inner.path ?? []).length > (issue.path ?? []).length);
    return deeper.length > 0 ? flatten(deeper) : [issue];
  });
}

function issueText(issue: v.BaseIssue<unknown>): string {
  const expected = issue.type === 'regex' ? issue.message : (issue.expected ?? 'another value');
  return `${issue.received} stands where ${expected} belongs`;
}

function reportUnknownKey(
  issue: v.BaseIssue<unknown>,
  path: readonly string[],
  place: Place,
  context: ParseContext,
): void {
  const key = path.at(-1) ?? '';
  const isMissing = issue.expected !== 'never';
  if (isMissing) {
    report(
      context,
      'front-matter-schema',
      place,
      `runbook.${path.join('.')}: ${issueText(issue)}`,
      'Write it, or remove its parent.',
    );
    return;
  }
  const known = knownKeys(path);
  const guess = nearest(key, known);
  const hint = guess === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${guess}"?`;
  report(context, 'unknown-key', place, `unknown key "${path.join('.')}" under runbook:`, hint);
}

function knownKeys(path: readonly string[]): readonly string[] {
  let schema: unknown = frontMatterSchema;
  for (const key of path.slice(0, -1)) schema = descend(schema, key);
  const entries = isRecord(schema) && isRecord(schema['entries']) ? schema['entries'] : {};
  return Object.keys(entries);
}

function descend(schema: unknown, key: string): unknown {
  if (!isRecord(schema)) return undefined;
  const inner = isRecord(schema['entries']) ? schema['entries'][key] : schema['value'];
  return unwrap(inner);
}

function unwrap(schema: unknown): unknown {
  return isRecord(schema) && isRecord(schema['wrapped']) ? unwrap(schema['wrapped']) : schema;
}

function checkLanguage(settings: FrontMatter, placeOf: FrontMatterResult['placeOf'], context: ParseContext): void {
  if (settings.language === undefined || settings.language === 1) return;
  const message = `this runbook is written in language ${settings.language}; this program reads language 1`;
  report(context, 'language-version', placeOf('language'), message, 'Update runbook, or write language: 1.');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
