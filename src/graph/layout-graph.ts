import type { GraphEdge, StepGraph } from './step-graph.ts';

/** Where a step stands in a drawing; `x`, `y` are its upper left corner. */
export interface LaidNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** On the chain of needs that takes longest. */
  readonly isCritical: boolean;
}

export interface LaidEdge extends GraphEdge {
  readonly isCritical: boolean;
  /** An SVG path from the lower edge of one box to the upper edge of the other, or around those between them. */
  readonly path: string;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly LaidNode[];
  readonly edges: readonly LaidEdge[];
}

/** Units are those of an SVG. */
export const boxWidth = 220;
export const boxHeight = 44;
const gapX = 28;
const gapY = 30;
const margin = 14;
/** Beside the boxes, for edges that lead around others. */
const lane = 14;

/** Each step below all that it needs, steps that may run at the same time side by side. Linear in steps and needs. */
export function layoutGraph(graph: StepGraph): GraphLayout {
  const rows = rowsOf(graph);
  const place = new Map<string, { x: number; y: number; row: number }>();
  const widest = Math.max(1, ...rows.map((row) => row.length));
  const inner = widest * boxWidth + (widest - 1) * gapX;
  for (const [row, ids] of rows.entries()) {
    const own = ids.length * boxWidth + (ids.length - 1) * gapX;
    for (const [column, id] of ids.entries())
      place.set(id, {
        x: margin + (inner - own) / 2 + column * (boxWidth + gapX),
        y: margin + row * (boxHeight + gapY),
        row,
      });
  }
  const critical = new Set(graph.longestPath.steps);
  const follows = new Map(graph.longestPath.steps.map((id, index, all) => [all[index - 1], id]));
  let lanes = 0;
  const edges = graph.edges.flatMap((edge): readonly LaidEdge[] => {
    const [from, to] = [place.get(edge.from), place.get(edge.to)];
    if (from === undefined || to === undefined) return [];
    const isCritical = edge.kind === 'needs' && follows.get(edge.from) === edge.to;
    if (to.row === from.row + 1) return [{ ...edge, isCritical, path: straight(from, to) }];
    lanes += 1;
    return [{ ...edge, isCritical, path: around(from, to, margin + inner + lanes * lane) }];
  });
  return {
    width: margin * 2 + inner + (lanes === 0 ? 0 : (lanes + 1) * lane),
    height: margin * 2 + rows.length * boxHeight + (rows.length - 1) * gapY,
    nodes: graph.nodes.flatMap(({ id }) => {
      const at = place.get(id);
      return at === undefined ? [] : [{ id, x: at.x, y: at.y, isCritical: critical.has(id) && critical.size > 1 }];
    }),
    edges,
  };
}

/** Steps in rows: a row later than everything that leads there; what is in a circle comes last, one in each row. */
function rowsOf({ nodes, edges }: StepGraph): readonly (readonly string[])[] {
  const waits = new Map(nodes.map(({ id }) => [id, 0]));
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) {
    if (!waits.has(from) || !waits.has(to)) continue;
    waits.set(to, (waits.get(to) ?? 0) + 1);
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  const rows: string[][] = [];
  const rowOf = new Map<string, number>();
  const open = nodes.filter(({ id }) => waits.get(id) === 0).map(({ id }) => id);
  for (const id of open) {
    const row = rowOf.get(id) ?? 0;
    while (rows.length <= row) rows.push([]);
    rows[row]?.push(id);
    waits.delete(id);
    for (const to of next.get(id) ?? []) {
      rowOf.set(to, Math.max(rowOf.get(to) ?? 0, row + 1));
      const left = (waits.get(to) ?? 0) - 1;
      waits.set(to, left);
      if (left === 0) open.push(to);
    }
  }
  return [...rows, ...Array.from(waits.keys(), (id) => [id])];
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

function straight(from: Corner, to: Corner): string {
  const [x1, y1, x2, y2] = [from.x + boxWidth / 2, from.y + boxHeight, to.x + boxWidth / 2, to.y];
  const middle = (y1 + y2) / 2;
  return x1 === x2 ? `M${x1} ${y1}V${y2}` : `M${x1} ${y1}V${middle}H${x2}V${y2}`;
}

function around(from: Corner, to: Corner, x: number): string {
  const [y1, y2] = [from.y + boxHeight / 2, to.y + boxHeight / 2];
  return `M${from.x + boxWidth} ${y1}H${x}V${y2}H${to.x + boxWidth}`;
}
