import type { Action } from '../runbook/action.ts';
import { htmlElements } from './tables/html-elements.ts';
import { withoutComments } from './without-comments.ts';

/** A stretch of a statement, a request or a program that a person must fill in. */
interface ForeignPlaceholder {
  readonly text: string;
  /** What it asks for, without its brackets. */
  readonly description: string;
  readonly start: number;
}

/**
 * The first placeholder of an action that is no shell script. `<` and `>` mean much in such texts, so only what is
 * clearly one counts: `<pod-name>`, `<your token>`, `YOUR_TOKEN`, `CHANGEME`, and `<namespace>` as a whole value.
 */
export function findForeignPlaceholder(action: Action): ForeignPlaceholder | undefined {
  const text = withoutComments(action);
  for (const match of text.matchAll(anyPlaceholder)) {
    const { shout, asking, name } = match.groups ?? {};
    const found = { text: match[0], description: shout ?? asking ?? name ?? '', start: match.index };
    if (shout !== undefined && !isNameOfVariable(text, found)) return found;
    if (asking !== undefined || (name !== undefined && isPlaceholderName(text, { ...found, name }))) return found;
  }
  return undefined;
}

const anyPlaceholder = new RegExp(
  [
    String.raw`(?<![\w$./{-])(?<shout>YOUR(?:[_-][A-Z0-9]+)+|(?:CHANGE|REPLACE)_?ME|(?:INSERT|REPLACE)(?:_[A-Z0-9]+)*_HERE|REPLACE_WITH(?:_[A-Z0-9]+)+)(?![\w(])`,
    String.raw`(?<![<\w$&])<(?<asking>(?:your|insert|enter|replace|name of|value of|id of|the) [^<>="'\n]{0,60})>`,
    String.raw`(?<![<\w$&?\\])<(?<name>[A-Za-z][\w-]*)>(?![>(])`,
  ].join('|'),
  'g',
);

/** `YOUR_TOKEN = …`, `os.environ["YOUR_TOKEN"]`: a variable that happens to be called so. */
function isNameOfVariable(text: string, { text: name, start }: ForeignPlaceholder): boolean {
  if (/(environ(\.get)?|getenv|\bENV(\.fetch)?|\benv(\.get)?)\s*[.[(]\s*['"]?$/.test(text.slice(0, start))) return true;
  return new RegExp(`^\\s*(const |let |var |my \\$?)?${name}\\s*=(?!=)`, 'm').test(text);
}

interface NamedPlaceholder extends ForeignPlaceholder {
  readonly name: string;
}

function isPlaceholderName(text: string, { name, text: whole, start }: NamedPlaceholder): boolean {
  if (text.includes(`</${name}>`)) return false;
  if (/[-_]/.test(name)) return true;
  const [before, after] = [text.slice(0, start), text.slice(start + whole.length)];
  const isAlone = /(['"`/=]|[:=] +)$/.test(before) && /^(['"`/?&;,)]|\s*(\n|$)|\s+HTTP\/|\s+(and|or)\b)/i.test(after);
  return isAlone && !htmlElements.has(name.toLowerCase()) && !printedNames.test(name) && !isFileHandle(name, before);
}

/** What programs print between angle brackets where they have no better name. */
const printedNames =
  /^(module|stdin|stdout|stderr|string|lambda|genexpr|listcomp|unknown|none|null|nil|undefined|empty|unset|missing|anonymous|native|redacted|hidden|eof|eos|bos|pad|unk|mask|cls|sep|enter|tab|esc|space|ctrl|alt|shift)$/i;

/** `my $line = <STDIN>;` */
function isFileHandle(name: string, before: string): boolean {
  return /^[A-Z]+$/.test(name) && /(=|while\s*\()\s*$/.test(before);
}
