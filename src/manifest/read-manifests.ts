import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { Place } from '../diagnostics/place.ts';
import type { CheckObject } from './check-strictly.ts';
import type { Manifest, Manifests, Path } from './manifest.ts';

/** A file of YAML, or a fence: its code and where that begins in the file. */
export interface ManifestText {
  readonly source: string;
  readonly firstLine: number;
  readonly firstColumn: number;
}

/** How objects of a kind are checked; undefined for a kind that is not known. */
export type FindCheck = (apiVersion: string, kind: string) => CheckObject | undefined;

/** Texts of YAML → the objects in them. Never throws: what is no YAML is said in `errors`; what is no object of Kubernetes is left out. */
export function readManifests(texts: readonly ManifestText[], findCheck: FindCheck): Manifests {
  const read = texts.map((text) => readText(text, findCheck));
  return { all: read.flatMap(({ all }) => all), errors: read.flatMap(({ errors }) => errors) };
}

/** `{{args.…}}` is Argo's, and stands in a text. */
const helm = /\{\{-?\s*(?!args\.|inputs\.|workflow\.)[.$\w(]/;
const longest = 1_000_000;
const nothing: Manifests = { all: [], errors: [] };

/** A template of Helm becomes YAML only when it is filled in. */
function readText(text: ManifestText, findCheck: FindCheck): Manifests {
  const { source } = text;
  if (!/^\s*apiVersion:/m.test(source) || source.length > longest || helm.test(source)) return nothing;
  const counter = new LineCounter();
  const documents = parseAllDocuments(source, { lineCounter: counter, prettyErrors: false, logLevel: 'silent' });
  if (!Array.isArray(documents)) return nothing;
  const at = placesIn(text, counter);
  const all: Manifest[] = [];
  const errors: { message: string; place: Place }[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) errors.push({ message: firstLine(error.message), place: at(error.pos[0], error.pos[1]) });
    else all.push(...objectsIn(document, at, findCheck));
  }
  return { all, errors };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

type PlaceOf = (start: number, end: number) => Place;

function placesIn({ firstLine: line, firstColumn }: ManifestText, counter: LineCounter): PlaceOf {
  const at = (offset: number) => {
    const found = counter.linePos(offset);
    return { line: line + Math.max(1, found.line) - 1, column: firstColumn + Math.max(1, found.col) - 1 };
  };
  return (start, end) => {
    const [from, to] = [at(start), at(end)];
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

/** Of a `List` its items. */
function objectsIn(document: Document.Parsed, at: PlaceOf, findCheck: FindCheck): readonly Manifest[] {
  const value = plainOf(document);
  if (!isRecord(value)) return [];
  const items = value['items'];
  if (value['kind'] === 'List' && Array.isArray(items))
    return items.flatMap((item, index) => manifestOf(document, item, ['items', index], at, findCheck) ?? []);
  return [manifestOf(document, value, [], at, findCheck)].filter((one) => one !== undefined);
}

/** Aliases that unfold into more than anybody writes are left alone. */
function plainOf(document: Document.Parsed): unknown {
  let aliases = 0;
  visit(document, (_, node) => {
    if (isAlias(node)) aliases += 1;
  });
  return aliases > 100 ? undefined : document.toJS({ maxAliasCount: 100 });
}

function manifestOf(
  document: Document.Parsed,
  value: unknown,
  base: Path,
  at: PlaceOf,
  findCheck: FindCheck,
): Manifest | undefined {
  if (!isRecord(value)) return undefined;
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const name = isRecord(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
  const check = findCheck(apiVersion, kind);
  return {
    ...{ apiVersion, kind, name, value },
    problems: check === undefined ? [] : check(value),
    placeOf: (...path) => placeOfKey(document, [...base, ...path], at),
    placeOfValue: (...path) => placeOfValue(document, [...base, ...path], at),
  };
}

/** Of what is not there, its nearest parent's. */
function placeOfKey(document: Document.Parsed, path: Path, at: PlaceOf): Place {
  const parent = path.length === 0 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last));
    if (pair !== undefined && isScalar(pair.key) && pair.key.range) return at(pair.key.range[0], pair.key.range[1]);
  }
  if (isSeq(parent) && typeof last === 'number') return placeOfValue(document, path, at);
  return path.length === 0 ? firstKey(document, at) : placeOfKey(document, path.slice(0, -1), at);
}

function firstKey(document: Document.Parsed, at: PlaceOf): Place {
  const range = document.contents?.range;
  return range ? at(range[0], range[0]) : at(0, 0);
}

/** A map or list is placed at its first line. */
function placeOfValue(document: Document.Parsed, path: Path, at: PlaceOf): Place {
  const node = document.getIn(path, true);
  if (isScalar(node) && node.range) return at(node.range[0], node.range[1]);
  if ((isMap(node) || isSeq(node)) && node.range) return at(node.range[0], node.range[0]);
  return placeOfKey(document, path, at);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
