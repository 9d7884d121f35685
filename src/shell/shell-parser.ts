import type { Node, Parser } from 'web-tree-sitter';
import { mayRunMore } from './may-run-more.ts';
import { readTree } from './read-tree.ts';
import { type ShellParser, type ShellScript, type ShellSyntax, scriptWithout } from './shell-script.ts';
import { type Arbiter, syntaxOfTree } from './syntax-of-tree.ts';

const nobody: Arbiter = { asks: 'never', opinion: () => undefined };

/** Makes a parser of scripts out of a tree-sitter parser whose language is bash. Remembers what it has parsed. */
export function createShellParser(parser: Parser, arbiter: Arbiter = nobody): ShellParser {
  const known = new Map<string, ShellScript>();
  return (source) => {
    const before = known.get(source);
    if (before !== undefined) return before;
    const script = parseScript(parser, source, arbiter);
    known.set(source, script);
    return script;
  };
}

/** The grammar takes minutes over some of them. */
const longWord = /\S{4097}/;

/** A text nested so deeply that it cannot be walked is as good as invalid. */
function parseScript(parser: Parser, source: string, arbiter: Arbiter): ShellScript {
  if (longWord.test(source)) return unreadable(source, 'it holds a word of more than 4,096 characters');
  const tree = parser.parse(source);
  if (tree === null) return unreadable(source, 'it cannot be parsed');
  try {
    return scriptOf(tree.rootNode, source, syntaxOfTree(tree.rootNode, source, arbiter));
  } catch (error) {
    if (error instanceof RangeError) return unreadable(source, 'it is nested too deeply');
    throw error;
  } finally {
    tree.delete();
  }
}

function scriptOf(root: Node, source: string, syntax: ShellSyntax): ShellScript {
  const reading = readTree(root, source);
  const { commands, redirects, hereDocuments, used, loops, comments } = reading;
  const textLines = root
    .descendantsOfType(['string', 'raw_string', 'ansi_c_string'])
    .flatMap((node) => linesBetween(node.startPosition.row + 2, node.endPosition.row + 1));
  const hereLines = hereDocuments.flatMap((document) => linesBetween(document.line, document.endLine));
  return {
    source,
    syntax,
    mayRunMore: mayRunMore(root, source, reading),
    commands,
    redirects,
    hereDocuments,
    assigned: [...reading.assigned],
    used,
    functions: [...reading.functions],
    loops,
    comments,
    innerLines: new Set([...textLines, ...hereLines]),
  };
}

function linesBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function unreadable(source: string, message: string): ShellScript {
  return scriptWithout(source, { state: 'invalid', line: 1, column: 1, message });
}
