import { type Quoting, quotingOf } from './quoting.ts';

/** A stretch of a script that a person must fill in. */
export interface FoundPlaceholder {
  readonly text: string;
  /** What it asks for, without its brackets. */
  readonly description: string;
  readonly start: number;
  readonly end: number;
  readonly quoting: Exclude<Quoting, 'comment'>;
}

/** `<pod-name>`, `YOUR_TOKEN`, `{{ x }}`, `[namespace]` and `...`, in order; comments are not searched. */
export function findPlaceholders(script: string): readonly FoundPlaceholder[] {
  const matches = [...script.matchAll(anyPlaceholder)];
  if (matches.length === 0) return [];
  const quoting = quotingOf(script);
  const found: FoundPlaceholder[] = [];
  for (const match of matches) {
    const placeholder = placeholderIn(match, quoting[match.index] ?? 'none');
    if (placeholder !== undefined) found.push(placeholder);
  }
  return found;
}

const anyPlaceholder = new RegExp(
  [
    String.raw`(?<![<\w$&])<(?<angle>[A-Za-z](?:[\w .:/|'()+-]*[\w.)])?)>(?![>(])`,
    String.raw`\{\{ *(?<brace>\.?[A-Za-z_][\w.-]*) *\}\}`,
    String.raw`(?<![\w$./{-])(?<shout>(?:YOUR|MY|INSERT|REPLACE|CHANGE|FILL)(?:[_-][A-Z0-9]+)+|CHANGEME|REPLACEME|FIXME|XXXX+)(?![\w(=])`,
    String.raw`(?<![\w$./{-])(?<your>your[-_][a-z0-9]+(?:[-_][a-z0-9]+)*)`,
    String.raw`(?<=[\s=])\[(?<square>[a-zA-Z]+(?:[-_ ][a-zA-Z]+)*)\](?=\s|$)`,
    String.raw`(?<=\s)(?<dots>\.\.\.|…)(?=\s|$|")`,
  ].join('|'),
  'g',
);

/** What placeholders are called. */
export const nouns =
  /\b(name|names|namespace|pod|node|id|host|hostname|user|username|password|token|secret|url|uri|ip|address|port|version|tag|image|cluster|service|deployment|region|zone|account|project|bucket|database|table|path|file|filename|env|environment|value|number|date|time|your|container|flags|options|args|domain|email|key|region|replicas|revision|release|branch|commit|sha|instance|volume|pvc|job|queue|topic|group|org|team|ticket|incident)\b/i;

function placeholderIn(match: RegExpMatchArray, quoting: Quoting): FoundPlaceholder | undefined {
  if (quoting === 'comment') return undefined;
  const { angle, brace, shout, your, square, dots } = match.groups ?? {};
  const description = angle ?? brace ?? shout ?? your ?? square ?? dots ?? '';
  const isOpaque = quoting === 'single' || quoting === 'here-document';
  if (isOpaque && !isClearInText(angle, shout)) return undefined;
  if (brace !== undefined && quoting !== 'none' && brace.startsWith('.')) return undefined;
  if (brace !== undefined && templateWords.test(brace)) return undefined;
  if (square !== undefined && (quoting !== 'none' || !isClearName(square))) return undefined;
  const start = match.index ?? 0;
  return { text: match[0], description: description.trim(), start, end: start + match[0].length, quoting };
}

const templateWords = /^(end|else|range|if|with|json|\.|\.[A-Z]\w*)$/;

/** In single quotes and here-documents `<b>` is more likely part of a text or a pattern. */
function isClearInText(angle: string | undefined, shout: string | undefined): boolean {
  return shout !== undefined || (angle !== undefined && isClearName(angle));
}

function isClearName(text: string): boolean {
  return /[-_ ]/.test(text.trim()) ? !/[=/]/.test(text) : nouns.test(text) && !/^(table|key|time|path)$/.test(text);
}

/** A script with a plain word of the same length in the place of each: it can be read, and every offset stays. */
export function maskPlaceholders(script: string, found: readonly Pick<FoundPlaceholder, 'start' | 'end'>[]): string {
  return found.reduce(
    (text, { start, end }) => text.slice(0, start) + 'p'.repeat(end - start) + text.slice(end),
    script,
  );
}
