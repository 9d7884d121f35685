import { quoteWord } from './bash-word.ts';

/** Shell functions as `declare -f` prints them: nearly always one; more where their text cannot be told apart for sure. */
export interface ShellFunctions {
  readonly names: readonly { readonly name: string; readonly flags: string }[];
  readonly text: string;
}

/** Takes apart what `declare -F` and `declare -f` printed: the same functions in the same order. */
export function parseFunctions(listed: string, printed: string): readonly ShellFunctions[] {
  const heads = [...listed.matchAll(/^declare -f(\S*) (.+)$/gm)].map(([, flags = '', name = '']) => ({ flags, name }));
  const groups: { start: number; names: ShellFunctions['names'] }[] = [];
  for (const head of heads) {
    const start = groups.length === 0 ? 0 : onlyPlaceOf(head.name, printed);
    const group = groups.at(-1);
    if (start !== undefined) groups.push({ start, names: [head] });
    else if (group !== undefined) group.names = [...group.names, head];
  }
  const cut = groups.map(({ start, names }, index) => ({
    names,
    text: withoutAttributes(printed.slice(start, groups[index + 1]?.start)),
  }));
  return cut.filter((it) => !isOwn(it));
}

/** Functions that a parent process exported, `BASH_FUNC_name%%=() { … }`. */
export function functionsFromEnvironment(environment: NodeJS.ProcessEnv): readonly ShellFunctions[] {
  return Object.entries(environment).flatMap(([key, value]) => {
    const name = /^BASH_FUNC_(.+)%%$/.exec(key)?.[1];
    if (name === undefined || value === undefined) return [];
    return [{ names: [{ name, flags: 'x' }], text: `${name} ${Buffer.from(value).toString('latin1')}` }];
  });
}

/** Each in an `eval` of its own, so that one that bash printed wrongly is lost alone, and by name. */
export function formatFunctions({ names, text }: ShellFunctions): string {
  const attributes = names
    .filter(({ flags }) => flags !== '')
    .map(({ name, flags }) => ` && \\builtin declare -f${flags} ${quoteWord(name)}`);
  const lost = names.map(({ name }) => quoteWord(` ${name}`)).join('');
  return `{ \\builtin eval ${quoteWord(text)}${attributes.join('')}; } 2>/dev/null || __rb_lost="\${__rb_lost-}"${lost}`;
}

/** Names that the functions of a call stack declare for themselves and that may hide globals in a dump. */
export function localNames(stack: readonly string[], functions: readonly ShellFunctions[]): ReadonlySet<string> {
  const texts = functions.filter(({ names }) => names.some(({ name }) => stack.includes(name))).map(({ text }) => text);
  const words = texts.flatMap((text) =>
    [...text.matchAll(/\b(?:local|declare|typeset)\b([^;\n&|]*)/g)].flatMap(([, rest = '']) => rest.split(/\s+/)),
  );
  return new Set(words.flatMap((word) => /^[A-Za-z_]\w*/.exec(word)?.[0] ?? []));
}

/**
 * Where a function begins. A here-document may hold a line that looks like its beginning; text that is cut there would
 * be run when it is brought back. Each function is printed once, so one place is the place and two are none.
 */
function onlyPlaceOf(name: string, printed: string): number | undefined {
  const places = [`\n${name} () \n`, `\nfunction ${name} () \n`].flatMap((head) => {
    const first = printed.indexOf(head);
    const last = printed.lastIndexOf(head);
    return first === -1 ? [] : [...new Set([first, last])];
  });
  return places.length === 1 ? Number(places[0]) + 1 : undefined;
}

/** bash repeats the attributes of a function behind its body. */
function withoutAttributes(text: string): string {
  return text.replace(/\n\}\ndeclare -f\S* .+\n$/, '\n}\n');
}

function isOwn({ names, text }: ShellFunctions): boolean {
  return names.every(
    ({ name }) => name.startsWith('__rb') || (['trap', 'exit', 'wait'].includes(name) && text.includes('__rb_')),
  );
}
