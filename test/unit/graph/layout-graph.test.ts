import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../../src/graph/build-graph.ts';
import { boxHeight, boxWidth, layoutGraph } from '../../../src/graph/layout-graph.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';

function laidOut(...steps: readonly string[]) {
  const text = steps.map(
    (attributes, index) =>
      `### Step ${index + 1}: S${index + 1} (${index + 1} minutes)\n\n\`\`\`bash {id=s${index + 1} ${attributes}}\ntrue\n\`\`\`\n`,
  );
  const { runbook } = parseRunbook(`# R\n\n## Steps\n\n${text.join('\n')}`);
  if (runbook === undefined) throw new Error('it is no runbook');
  return layoutGraph(buildGraph(runbook).graph);
}

describe('a graph laid out', () => {
  it('has each step below what it needs, and those that wait for the same side by side', () => {
    const { nodes, edges } = laidOut('', 'needs=s1', 'needs=s1', 'needs=s2,s3');
    const [first, second, third, last] = nodes;
    expect(second?.y).toBe(third?.y);
    expect(first?.y).toBeLessThan(second?.y ?? 0);
    expect(third?.y).toBeLessThan(last?.y ?? 0);
    expect(edges).toHaveLength(4);
    expect(nodes.filter(({ isCritical }) => isCritical).map(({ id }) => id)).toEqual(['s1', 's3', 's4']);
    expect(edges.filter(({ isCritical }) => isCritical).map(({ from, to }) => `${from} ${to}`)).toEqual([
      's1 s3',
      's3 s4',
    ]);
  });

  it('has no box over another, and all of them inside', () => {
    const { nodes, width, height } = laidOut('', 'needs=s1', 'needs=s1', 'needs=s1 on-failure=s5', '', 'needs=s1,s4');
    for (const [index, one] of nodes.entries()) {
      expect(one.x >= 0 && one.y >= 0 && one.x + boxWidth <= width && one.y + boxHeight <= height).toBe(true);
      for (const other of nodes.slice(index + 1))
        expect(Math.abs(one.x - other.x) >= boxWidth || Math.abs(one.y - other.y) >= boxHeight).toBe(true);
    }
  });

  it('keeps steps that are in a circle', () => {
    expect(laidOut('needs=s2', 'needs=s1', '').nodes).toHaveLength(3);
  });
});
