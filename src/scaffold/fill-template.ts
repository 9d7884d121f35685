/** A template asks for something that nobody gave, or is not closed. */
class TemplateError extends Error {
  readonly code = 'template';
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.name = 'TemplateError';
    this.hint = hint;
  }
}

/** Texts by name, and which parts are wanted. */
export interface TemplateValues {
  readonly texts: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, boolean>>;
  /** Several lines each, for a line of their own. */
  readonly lines?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Fills a template: `@@name@@` becomes a text; lines that hold nothing but `@@if flag@@`, `@@else@@` or `@@end@@` say which
 * lines stay, and `@@lines name@@` is replaced by lines that are indented like it. Nothing in a template is ever run, and no text can become more of a template.
 */
export function fillTemplate(template: string, values: TemplateValues): string {
  const open: { readonly isWanted: boolean; readonly line: number; isElse: boolean }[] = [];
  const kept: string[] = [];
  for (const [index, line] of template.split('\n').entries()) {
    const [, word, flag] = /^@@(if|else|end)(?: ([a-z_]+))?@@$/.exec(line.trim()) ?? [];
    const inner = open.at(-1);
    if (word === 'if') open.push({ isWanted: flagOf(flag ?? '', values, index + 1), line: index + 1, isElse: false });
    else if (word !== undefined && inner === undefined) throw unbalanced(word, index + 1);
    else if (word === 'else' && inner !== undefined) inner.isElse = true;
    else if (word === 'end') open.pop();
    else if (open.every(({ isWanted, isElse }) => isWanted !== isElse)) kept.push(...filled(line, values, index + 1));
  }
  const left = open.at(-1);
  if (left !== undefined) throw unbalanced('if', left.line);
  return kept.join('\n');
}

function flagOf(name: string, { flags }: TemplateValues, line: number): boolean {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (flag === undefined) throw new TemplateError(`line ${line} asks whether "${name}"`, knownHint(Object.keys(flags)));
  return flag;
}

function filled(line: string, { texts, lines = {} }: TemplateValues, number: number): readonly string[] {
  const [, indent = '', block] = /^(\s*)@@lines ([a-z_]+)@@$/.exec(line) ?? [];
  if (block !== undefined) {
    const found = Object.hasOwn(lines, block) ? lines[block] : undefined;
    if (found === undefined)
      throw new TemplateError(`line ${number} asks for "${block}"`, knownHint(Object.keys(lines)));
    return found.map((one) => indent + one);
  }
  const text = line.replaceAll(/@@([a-z_]+)@@/g, (_, name: string) => {
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (text === undefined) throw new TemplateError(`line ${number} asks for "${name}"`, knownHint(Object.keys(texts)));
    if (/[\r\n]|@@/.test(text))
      throw new TemplateError(
        `"${name}" would become more of the file than a text`,
        'Give it in one line, without @@.',
      );
    return text;
  });
  return [text];
}

function knownHint(names: readonly string[]): string {
  return `There are: ${names.toSorted().join(', ')}.`;
}

function unbalanced(word: string, line: number): TemplateError {
  return new TemplateError(`line ${line} holds @@${word}@@, which has no other end`, 'Each @@if@@ needs one @@end@@.');
}
