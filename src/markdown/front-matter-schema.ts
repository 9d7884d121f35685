import * as v from 'valibot';
import { nearest } from '../diagnostics/nearest.ts';
import type { Place } from '../diagnostics/place.ts';
import { type FrontMatter, frontMatterSchema } from '../runbook/front-matter.ts';
import type { KeyPlace } from './front-matter-yaml.ts';
import { type ParseContext, report, reportName } from './parse-context.ts';

/**
 * What stands under `runbook:` → settings. What does not fit is reported and left out: the file is refused by that, and
 * nothing else in it is said to be missing.
 */
export function checkSettings(raw: unknown, placeOf: KeyPlace, context: ParseContext): FrontMatter {
  if (raw === undefined || raw === null) return {};
  const result = v.safeParse(frontMatterSchema, raw);
  if (result.success) {
    checkLanguage(result.output, placeOf, context);
    return result.output;
  }
  const found = flatten(result.issues, []);
  for (const { issue, path } of found) reportIssue(issue, path, placeOf(...path), context);
  return withoutWrong(
    raw,
    found.map(({ path }) => path),
  );
}

/** Without the keys that do not fit; where that is not enough, without what they stand in. */
function withoutWrong(raw: unknown, paths: readonly (readonly string[])[]): FrontMatter {
  for (const depth of [Number.POSITIVE_INFINITY, 1]) {
    const rest = paths.reduce((left, path) => without(left, path.slice(0, depth)), raw);
    const result = v.safeParse(frontMatterSchema, rest);
    if (result.success) return result.output;
  }
  return {};
}

function without(from: unknown, [key, ...deeper]: readonly string[]): unknown {
  if (!isRecord(from)) return from;
  const entries = Object.entries(from).flatMap(([name, value]) => {
    if (name !== key) return [[name, value] as const];
    // A list of which one does not fit is another list without it.
    return deeper.length === 0 || Array.isArray(value) ? [] : [[name, without(value, deeper)] as const];
  });
  return Object.fromEntries(entries);
}

interface PlacedIssue {
  readonly issue: v.BaseIssue<unknown>;
  readonly path: readonly string[];
}

/** A union's issue holds the reasons of each branch, placed from there on; the ones that lead deeper say more. */
function flatten(issues: readonly v.BaseIssue<unknown>[], above: readonly string[]): readonly PlacedIssue[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...(issue.path ?? []).map((item) => String(item.key))];
    const deeper = (issue.issues ?? []).filter((inner) => inner.path !== undefined);
    return deeper.length > 0 ? flatten(deeper, path) : [{ issue, path }];
  });
}

function reportIssue(issue: v.BaseIssue<unknown>, path: readonly string[], place: Place, context: ParseContext): void {
  const name = ['runbook', ...path].join('.');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = knownKeys(path);
    const written = path.at(-1) ?? '';
    const otherwise = `Known here: ${known.join(', ')}.`;
    const message = `unknown key "${path.join('.')}" under runbook:`;
    reportName(context, 'unknown-key', place, message, { written, meant: nearest(written, known), otherwise });
    return;
  }
  const expected = issue.type === 'regex' ? issue.message : inWords(issue.expected ?? 'another value');
  const message = `${name}: ${inWords(issue.received)} stands where ${expected} belongs`;
  report(context, 'front-matter-schema', place, message, `Write ${expected}, or remove the key.`);
}

const typeWords = new Map([
  ['Object', 'a map of keys'],
  ['Array', 'a list'],
  ['string', 'text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

function inWords(expected: string): string {
  const words = expected.replace(/^\(|\)$/g, '').split(' | ');
  return words.map((word) => typeWords.get(word) ?? word).join(' or ');
}

function knownKeys(path: readonly string[]): readonly string[] {
  let schema: unknown = frontMatterSchema;
  for (const key of path.slice(0, -1)) schema = descend(schema, key);
  return isRecord(schema) && isRecord(schema['entries']) ? Object.keys(schema['entries']) : [];
}

function descend(schema: unknown, key: string): unknown {
  if (!isRecord(schema)) return undefined;
  return unwrap(isRecord(schema['entries']) ? schema['entries'][key] : schema['value']);
}

function unwrap(schema: unknown): unknown {
  return isRecord(schema) && isRecord(schema['wrapped']) ? unwrap(schema['wrapped']) : schema;
}

function checkLanguage(settings: FrontMatter, placeOf: KeyPlace, context: ParseContext): void {
  if (settings.language === undefined || settings.language === 1) return;
  const message = `this runbook is written in language ${settings.language}; this program reads language 1`;
  report(context, 'language-version', placeOf('language'), message, 'Update runbook, or write language: 1.');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
