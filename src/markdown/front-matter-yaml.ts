import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Pair,
  parseDocument,
  type Range,
  visit,
} from 'yaml';
import { nearest } from '../diagnostics/nearest.ts';
import { type Place, placeAt } from '../diagnostics/place.ts';
import { isNestedTooDeep } from './front-matter-nesting.ts';
import { type ParseContext, report, reportName } from './parse-context.ts';

/** Where a key below `runbook:` stands; of a key that is not there, its nearest parent. */
export type KeyPlace = (...path: readonly string[]) => Place;

interface ReadYaml {
  readonly root: Readonly<Record<string, unknown>>;
  readonly placeOf: KeyPlace;
  readonly places: ReadonlyMap<string, Place>;
}

/** One mistake in YAML makes many. */
const mostErrors = 5;

type PlaceOfRange = (range: Range | null | undefined) => Place;

/** YAML → plain values and the places of their keys; undefined where it cannot be read, with the reason reported. */
export function readYaml(yaml: string, context: ParseContext): ReadYaml | undefined {
  const counter = new LineCounter();
  // A lone CR ends a line elsewhere in the file, though not in YAML.
  const text = yaml.replace(/\r(?!\n)/g, '\n');
  if (isNestedTooDeep(text)) {
    report(context, 'too-complex', placeAt(1, 1, 3), 'the front matter is nested too deep to be read', 'Nest it less.');
    return undefined;
  }
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: false,
  });
  const at: PlaceOfRange = (range) => placeOfRange(range, counter, context);
  for (const error of document.errors.slice(0, mostErrors)) {
    const message = `the front matter is not YAML: ${error.message.split('\n')[0]}`;
    report(
      context,
      'front-matter-syntax',
      at([...error.pos, error.pos[1]]),
      message,
      'Check indentation, colons and quotes here.',
    );
  }
  if (document.errors.length > 0) return undefined;
  checkKeys(document, at, context);
  const root = toPlain(document, at, context);
  if (root === undefined || root === null) return { root: {}, placeOf: () => placeAt(1, 1, 3), places: new Map() };
  if (!isRecord(root) || Array.isArray(root)) {
    const message = 'the front matter holds no keys';
    report(context, 'front-matter-syntax', at(document.contents?.range), message, 'Write key: value.');
    return undefined;
  }
  reportMisspelt(document, at, context);
  const placeOf = keyPlaces(document, at);
  return { root, placeOf, places: new Map(placesIn(document.contents, '', at)) };
}

function toPlain(document: Document.Parsed, at: PlaceOfRange, context: ParseContext): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    let place: Place | undefined;
    visit(document, (_, node) => {
      if (isAlias(node)) place ??= at(node.range);
    });
    const first = place ?? placeAt(1, 1, 3);
    const hint = 'Write the values out instead of *aliases.';
    if (error.message.startsWith('Unresolved alias'))
      report(
        context,
        'front-matter-syntax',
        first,
        'the front matter is not YAML: nothing has the name of this alias',
        hint,
      );
    else report(context, 'too-complex', first, 'the front matter refers to itself too often', hint);
    return undefined;
  }
}

/** The front matter begins in the second line of the file. */
function placeOfRange(range: Range | null | undefined, counter: LineCounter, { lines }: ParseContext): Place {
  if (range === null || range === undefined) return placeAt(1, 1, 3);
  const { line, col } = counter.linePos(range[0]);
  const whole = lines[line] ?? '';
  const column = Math.min(Math.max(1, col), whole.length + 1);
  const length = Math.min(range[1] - range[0], whole.length + 1 - column);
  return placeAt(line + 1, column, Math.max(0, length));
}

const lost = new Set(['__proto__', 'constructor', 'prototype']);

/** Keys that stand twice, and names that JavaScript objects cannot hold, would be lost without a word. */
function checkKeys(document: Document.Parsed, at: PlaceOfRange, context: ParseContext): void {
  visit(document, {
    Map(_, map) {
      const seen = new Map<string, Place>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const place = at(key.range);
        const earlier = seen.get(name);
        if (earlier !== undefined) {
          const message = `the key "${name}" stands in line ${earlier.line} already`;
          report(context, 'front-matter-syntax', place, message, 'Keep one of the two.');
        }
        if (lost.has(name)) report(context, 'input-name', place, `"${name}" cannot be a name`, 'Take another name.');
        seen.set(name, earlier ?? place);
      }
    },
  });
}

/** `runbok:` would be taken for a key of somebody else. */
function reportMisspelt(document: Document.Parsed, at: PlaceOfRange, context: ParseContext): void {
  if (!isMap(document.contents) || document.contents.has('runbook')) return;
  for (const { key } of document.contents.items) {
    if (!isScalar(key) || typeof key.value !== 'string' || Math.abs(key.value.length - 'runbook'.length) > 1) continue;
    const meant = nearest(key.value, ['runbook']);
    if (meant === undefined) continue;
    const name = { written: key.value, meant, otherwise: '' };
    reportName(context, 'unknown-key', at(key.range), `unknown key "${key.value}"`, name);
  }
}

/** Each map is indexed once, when a key of it is first asked for. */
function keyPlaces(document: Document.Parsed, at: PlaceOfRange): KeyPlace {
  const indexes = new Map<unknown, ReadonlyMap<string, Pair>>();
  const pairIn = (map: unknown, key: string): Pair | undefined => {
    if (!isMap(map)) return undefined;
    let index = indexes.get(map);
    if (index === undefined) {
      index = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
      indexes.set(map, index);
    }
    return index.get(key);
  };
  return (...path) => {
    let current: unknown = document.contents;
    let place = placeAt(1, 1, 3);
    for (const key of ['runbook', ...path]) {
      const pair = pairIn(current, key);
      if (pair === undefined) return place;
      if (isScalar(pair.key)) place = at(pair.key.range);
      current = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    }
    return place;
  };
}

function placesIn(node: unknown, path: string, at: PlaceOfRange): readonly (readonly [string, Place])[] {
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const own = path === '' ? String(key.value) : `${path}.${key.value}`;
    return [[own, at(key.range)] as const, ...placesIn(value, own, at)];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
