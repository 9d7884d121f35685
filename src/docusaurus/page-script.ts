import type { PageScript } from './page.ts';

/** A placeholder that stands where the script has `variable`; its text, where that is known. */
export interface KnownPlaceholder {
  readonly variable: string;
  readonly text?: string | undefined;
}

/**
 * A script as it is run, beside the text that it was made of: so that what nobody has filled in yet is shown as it was
 * written. Where the two cannot be laid side by side the script stands as it is.
 */
export function pageScript(source: string, script: string, known: readonly KnownPlaceholder[]): PageScript {
  const pieces: PageScript[number][] = [];
  let [read, written] = [0, 0];
  for (const found of script.matchAll(/"?\$\{(\w+)\}"?/g)) {
    const [whole, variable = ''] = found;
    const candidates = known.filter((one) => one.variable === variable);
    if (candidates.length === 0) continue;
    const isQuoted = whole.startsWith('"') && whole.endsWith('"');
    const lead = script.slice(read, found.index) + (whole.startsWith('"') && !isQuoted ? '"' : '');
    const place = behind(source, lead, written);
    if (place === undefined) return [script];
    // Quotes of its author stay; those that were put around the variable go with it.
    const isOwnQuote = isQuoted && source[place] === '"';
    const start = isOwnQuote ? place + 1 : place;
    const unit = isQuoted && !isOwnQuote ? whole : `\${${variable}}`;
    const text = textAt(source, start, candidates);
    const end = script.indexOf(unit, read + lead.length) + unit.length;
    const before = `${lead}${isOwnQuote ? '"' : ''}`;
    if (source.startsWith(unit, start)) pieces.push(before + unit);
    else if (text === undefined) return [script];
    else pieces.push(before, { variable, unit, text });
    read = end;
    written = start + (text ?? unit).length;
  }
  return [...pieces, script.slice(read)].filter((piece) => piece !== '');
}

const brackets = /\{\{[^}\n]*\}\}|<[^<>\n]*>|\[[^\][\n]*\]/y;

function textAt(source: string, at: number, known: readonly KnownPlaceholder[]): string | undefined {
  const found = known.find(({ text }) => text !== undefined && source.startsWith(text, at));
  if (found !== undefined) return found.text;
  brackets.lastIndex = at;
  return brackets.exec(source)?.[0];
}

/** Where a text of several lines ends, each of which may have had a prompt in front of it. */
function behind(source: string, text: string, from: number): number | undefined {
  let at = from;
  for (const line of text.split('\n')) {
    const found = source.indexOf(line, at);
    if (found < 0) return undefined;
    at = found + line.length;
  }
  return at;
}
