import type { Node } from 'web-tree-sitter';
import { positionOf, readWord } from './read-word.ts';
import type { ShellRedirect, ShellWord } from './shell-script.ts';
import type { Surroundings, TreeReading, Visit } from './tree-reading.ts';

/** Redirects of one command, and the words that the grammar counts to a redirect although they are arguments. */
interface ReadRedirects {
  readonly redirects: readonly ShellRedirect[];
  readonly moreWords: readonly ShellWord[];
  readonly hasInput: boolean;
}

export const redirectTypes: ReadonlySet<string> = new Set(['file_redirect', 'herestring_redirect', 'heredoc_redirect']);

/** Reads the redirects among a node's children, here-documents and substitutions in their targets included. */
export function readRedirects(
  reading: TreeReading,
  nodes: readonly Node[],
  surroundings: Surroundings,
  visit: Visit,
): ReadRedirects {
  const redirects: ShellRedirect[] = [];
  const moreWords: ShellWord[] = [];
  for (const node of nodes.flatMap(flattened)) {
    const words = wordNodes(node);
    for (const word of words) visit(word, { ...surroundings, pipeline: undefined });
    const isHereDocument = node.type === 'heredoc_redirect';
    redirects.push(redirectOf(node, isHereDocument ? undefined : words[0]));
    moreWords.push(...words.slice(isHereDocument ? 0 : 1).map(readWord));
    if (isHereDocument) readHereDocument(reading, node, surroundings, visit);
  }
  reading.redirects.push(...redirects);
  return { redirects, moreWords, hasInput: redirects.some((redirect) => redirect.operator.startsWith('<')) };
}

/** A here-document holds the redirects written behind its delimiter. */
function flattened(node: Node): Node[] {
  return [node, ...node.namedChildren.filter((child) => redirectTypes.has(child.type)).flatMap(flattened)];
}

function wordNodes(node: Node): Node[] {
  if (node.type === 'heredoc_redirect') return node.childrenForFieldName('argument');
  if (node.type === 'herestring_redirect')
    return node.namedChildren.filter((child) => child.type !== 'file_descriptor');
  return node.childrenForFieldName('destination');
}

function redirectOf(node: Node, target: Node | undefined): ShellRedirect {
  const delimiter = node.namedChildren.find((child) => child.type === 'heredoc_start');
  return {
    operator: node.children.find((child) => /^&?[<>]/.test(child.type))?.type ?? '<',
    descriptor: node.namedChildren.find((child) => child.type === 'file_descriptor')?.text,
    target: target !== undefined ? readWord(target) : delimiter === undefined ? undefined : readWord(delimiter),
    position: positionOf(node),
  };
}

function readHereDocument(reading: TreeReading, node: Node, surroundings: Surroundings, visit: Visit): void {
  const start = node.namedChildren.find((child) => child.type === 'heredoc_start');
  const body = node.namedChildren.find((child) => child.type === 'heredoc_body');
  const end = node.namedChildren.find((child) => child.type === 'heredoc_end');
  if (start === undefined) return;
  reading.hereDocuments.push({
    delimiter: start.text.replace(/['"\\]/g, ''),
    quoted: /['"\\]/.test(start.text),
    body: body?.text ?? '',
    line: (body?.startPosition.row ?? start.startPosition.row + 1) + 1,
    endLine: (end?.startPosition.row ?? body?.endPosition.row ?? start.startPosition.row) + 1,
  });
  if (body !== undefined) visit(body, { ...surroundings, pipeline: undefined });
}

/** `statement > file`: the redirects belong to a simple command, or to all that stands in a loop or group. */
export function readRedirected(reading: TreeReading, node: Node, surroundings: Surroundings, visit: Visit): void {
  const nodes = node.namedChildren.filter((child) => redirectTypes.has(child.type));
  const body = node.childForFieldName('body');
  const following = nodes.flatMap(followingStatements);
  const inPipeline = following.some((child) => child.type === 'pipeline');
  const pipeline = inPipeline ? (surroundings.pipeline ?? reading.pipelines++) : surroundings.pipeline;
  const own = { ...surroundings, pipeline, isLastOfPipeline: surroundings.isLastOfPipeline && !inPipeline };
  if (body === null) pushBareRedirect(reading, node, nodes, { surroundings: own, visit });
  else if (body.type === 'command') visit(body, own);
  else {
    const { hasInput } = readRedirects(reading, nodes, own, visit);
    visit(body, { ...own, hasInput: own.hasInput || hasInput });
  }
  for (const child of following) {
    visit(child, child.type === 'pipeline' ? { ...surroundings, pipeline } : surroundings);
  }
}

/** What is written behind a here-document's delimiter on its line: `<<EOF | grep x`, `<<EOF && next`. */
function followingStatements(node: Node): Node[] {
  if (node.type !== 'heredoc_redirect') return [];
  const pipelines = node.namedChildren.filter((child) => child.type === 'pipeline');
  return [...pipelines, ...node.childrenForFieldName('right')];
}

/** `> file` alone empties a file. */
function pushBareRedirect(
  reading: TreeReading,
  node: Node,
  nodes: readonly Node[],
  { surroundings, visit }: { surroundings: Surroundings; visit: Visit },
): void {
  const { redirects, moreWords, hasInput } = readRedirects(reading, nodes, surroundings, visit);
  reading.commands.push({
    words: moreWords,
    assignments: [],
    redirects,
    pipeline: surroundings.pipeline ?? reading.pipelines++,
    isLastOfPipeline: surroundings.isLastOfPipeline,
    background: surroundings.background,
    inside: surroundings.inside,
    hasInput: surroundings.hasInput || hasInput,
    position: positionOf(node),
    endOffset: node.endIndex,
  });
}
