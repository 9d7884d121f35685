import { quoteWord } from './bash-word.ts';

/** A shell function as `declare -f` prints it; `flags` are `x` exported, `r` readonly, `t` traced. */
export interface ShellFunction {
  readonly name: string;
  readonly flags: string;
  readonly text: string;
}

/** Takes apart what `declare -F` and `declare -f` printed: the same functions in the same order. */
export function parseFunctions(names: string, printed: string): readonly ShellFunction[] {
  const heads = [...names.matchAll(/^declare -f(\S*) (.+)$/gm)].map(([, flags = '', name = '']) => ({ flags, name }));
  const functions: ShellFunction[] = [];
  let at = 0;
  heads.forEach(({ flags, name }, index) => {
    const next = heads[index + 1];
    const end = next === undefined ? printed.length : headOf(printed, next.name, at);
    functions.push({ name, flags, text: withoutAttributes(printed.slice(at, end)) });
    at = end;
  });
  return functions.filter(({ name, text }) => !isOwn(name, text));
}

/** Functions that a parent process exported, `BASH_FUNC_name%%=() { … }`. */
export function functionsFromEnvironment(environment: NodeJS.ProcessEnv): readonly ShellFunction[] {
  return Object.entries(environment).flatMap(([key, value]) => {
    const name = /^BASH_FUNC_(.+)%%$/.exec(key)?.[1];
    if (name === undefined || value === undefined) return [];
    return [{ name, flags: 'x', text: `${name} ${Buffer.from(value).toString('latin1')}` }];
  });
}

/** Each in an `eval` of its own, so that one that bash printed wrongly is lost alone, and by name. */
export function formatFunction({ name, flags, text }: ShellFunction): string {
  const attributes = flags === '' ? '' : ` && \\builtin declare -f${flags} ${quoteWord(name)}`;
  return `{ \\builtin eval ${quoteWord(text)}${attributes}; } 2>/dev/null || __rb_lost="\${__rb_lost-} "${quoteWord(name)}`;
}

/** Names that the functions of a call stack declare for themselves and that may hide globals in a dump. */
export function localNames(stack: readonly string[], functions: readonly ShellFunction[]): ReadonlySet<string> {
  const texts = functions.filter(({ name }) => stack.includes(name)).map(({ text }) => text);
  const words = texts.flatMap((text) =>
    [...text.matchAll(/\b(?:local|declare|typeset)\b([^;\n&|]*)/g)].flatMap(([, rest = '']) => rest.split(/\s+/)),
  );
  return new Set(words.flatMap((word) => /^[A-Za-z_]\w*/.exec(word)?.[0] ?? []));
}

function headOf(printed: string, name: string, from: number): number {
  const places = [`\n${name} () \n`, `\nfunction ${name} () \n`]
    .map((head) => printed.indexOf(head, from))
    .filter((place) => place !== -1);
  return places.length === 0 ? printed.length : Math.min(...places) + 1;
}

/** bash repeats the attributes of a function behind its body. */
function withoutAttributes(text: string): string {
  return text.replace(/\n\}\ndeclare -f\S* .+\n$/, '\n}\n');
}

function isOwn(name: string, text: string): boolean {
  return name.startsWith('__rb') || (['trap', 'exit', 'wait'].includes(name) && text.includes('__rb_'));
}
