import type { BodyNode, Condition } from './body.ts';

/** The nodes of a body and of all within it, behind whatever guards or options, in document order. */
export function nodesIn(body: readonly BodyNode[]): readonly BodyNode[] {
  return body.flatMap((node): readonly BodyNode[] => {
    if (node.node === 'guard') return [node, ...nodesIn(node.body)];
    if (node.node === 'choice') return [node, ...node.options.flatMap((option) => nodesIn(option.body))];
    return [node];
  });
}

/** Of every guard of a body, however deep it stands. */
export function conditionsIn(body: readonly BodyNode[]): readonly Condition[] {
  return nodesIn(body).flatMap((node) => (node.node === 'guard' ? [node.condition] : []));
}
