import { boxHeight, boxWidth } from '../../../graph/layout-graph.ts';
import type { PageGraph, PageNode } from '../../page.ts';

/** The order of the steps, with what takes longest marked. Drawn when the site is built; nothing is loaded for it. */
export function Graph({ graph }: { readonly graph: PageGraph }) {
  const { width, height, nodes, edges, sums, title } = graph;
  return (
    <details className="rb-graph">
      <summary>
        {title === undefined ? 'The steps' : `The steps of ${title}`}: {sums}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="rb-scroll" tabIndex={0} aria-label="The order of the steps">
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-label="The order of the steps">
          {edges.map(({ path, kind, isCritical }) => (
            <path
              key={`${kind} ${path}`}
              className={`rb-edge rb-edge-${kind}${isCritical ? ' rb-critical' : ''}`}
              d={path}
            />
          ))}
          {nodes.map((node) => (
            <Node key={node.id} node={node} />
          ))}
        </svg>
      </section>
    </details>
  );
}

/** Wide letters need more room than narrow ones. */
const widthOf = (letter: string) =>
  /[A-ZMW@%&mw\u2000-\uFFFF]/.test(letter) ? 11 : /[ilj.,:;'|!tfr ]/.test(letter) ? 5 : 8.5;

function Node({ node: { x, y, label, budget, anchor, isCritical, turn } }: { readonly node: PageNode }) {
  const shown = fitting(label, boxWidth - 20);
  const note = turn === 'forward' ? budget : `${budget}, ${turn === 'on-failure' ? 'on failure' : 'never runs'}`;
  return (
    <a href={`#${anchor}`}>
      {shown === label ? null : <title>{label}</title>}
      <rect
        className={`rb-node rb-node-${turn}${isCritical ? ' rb-critical' : ''}`}
        {...{ x, y, width: boxWidth, height: boxHeight, rx: turn === 'forward' ? 3 : 16 }}
      />
      <text className="rb-node-label" x={x + 10} y={y + 18}>
        {shown}
      </text>
      <text className="rb-node-budget" x={x + 10} y={y + 35}>
        {note}
      </text>
    </a>
  );
}

/** As much of a label as there is room for. */
function fitting(label: string, width: number): string {
  let used = 0;
  const letters = Array.from(label);
  const end = letters.findIndex((letter) => {
    used += widthOf(letter);
    return used > width;
  });
  return end < 0
    ? label
    : `${letters
        .slice(0, end - 1)
        .join('')
        .trimEnd()}…`;
}
