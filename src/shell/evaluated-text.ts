import type { Node } from 'web-tree-sitter';

/**
 * Whether bash evaluates a text that is known only when it runs, and with it the substitutions that this text may hold:
 * numbers and subscripts (`a[$(…)]` as the value of a variable is run by `$((x))`), `${!x}` and `${x@P}`.
 */
export function evaluatesText(root: Node): boolean {
  return root.descendantsOfType(Object.keys(evaluating)).some((node) => evaluating[node.type]?.(node) ?? false);
}

const evaluating: Readonly<Record<string, (node: Node) => boolean>> = {
  expansion: ({ text }) => !isPlainExpansion(text.trimStart()),
  arithmetic_expansion: ({ text }) => !isArithmeticOfNumbers(text.replace(/^\s*\$/, '')),
  compound_statement: ({ text }) => text.startsWith('((') && !isArithmeticOfNumbers(text),
  c_style_for_statement: () => true,
  subscript: ({ text }) => !/\[(-?\d+|[@*])\]$/.test(text),
  array: (node) => node.namedChildren.some((child) => /^\[(?!\d+\])/.test(child.text)),
  test_command: ({ text }) => (text.startsWith('((') && !isArithmeticOfNumbers(text)) || evaluatesOperand(text),
};

const parameter = /^\$\{#?(?:[A-Za-z_]\w*|\d+|[@*#?$-])(?<subscript>\[(?:-?\d+|[@*])\])?(?<rest>[\s\S]*)\}$/;

/** Defaults, prefixes, suffixes, patterns, letter cases, parts of a fixed length and quoting: nothing is evaluated. */
function isPlainExpansion(text: string): boolean {
  const { subscript, rest } = parameter.exec(text)?.groups ?? {};
  if (rest === undefined) return text === '${!}';
  if (/^:?=/.test(rest)) return subscript === undefined;
  return rest === '' || /^(:?[-?+]|[#%/^,]|:\s*-?\d+\s*(:\s*-?\d+\s*)?$|@[QULu]$)/.test(rest);
}

function isArithmeticOfNumbers(text: string): boolean {
  const filled = text.replace(/\$[#?$]|\$\{#\w+(\[[@*]\])?\}/g, '0');
  return /^[\d\s+\-*/%()[\]<>=!&|^~?:,]*$/.test(filled);
}

const number = String.raw`"?(?:\$[?#]|\d+)"?`;
const numbersCompared = new RegExp(`(?<=\\s)${number}\\s+-(?:eq|ne|lt|le|gt|ge)\\s+${number}(?=\\s)`, 'g');

/** `[[ x -eq y ]]` computes both; `-v` and `-R` read a subscript. A plain `[` computes nothing. */
function evaluatesOperand(text: string): boolean {
  if (!text.startsWith('[[')) return false;
  const others = text.replace(numbersCompared, '').replace(/\s-[vR]\s+[A-Za-z_]\w*(?=\s)/g, '');
  return /(^|[^\w-])-(eq|ne|lt|le|gt|ge|v|R)(?![\w-])/.test(others);
}
