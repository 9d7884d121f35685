import { allActionsOf } from '../runbook/actions-of.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Document } from '../runbook/document.ts';
import { nodesIn } from '../runbook/nodes-in.ts';
import type { RunbookPage } from './page.ts';
import { onPage } from './page-ids.ts';
import { type Procedure, troubleAnchor } from './page-of-runbook.ts';
import { type Region, regionsOf } from './page-regions.ts';

/** Comments that are prose, something to do by hand, or a list of questions. */
export interface FenceText {
  readonly text: string;
  readonly items: readonly string[];
}

/** Where in a file the parts of its runbook stand, by line. */
export interface PageSource {
  readonly page: RunbookPage;
  readonly steps: ReadonlyMap<number, { readonly id: string; readonly regions: readonly Region[] }>;
  /** What actions are called on the page, by the first line of their code. */
  readonly actions: ReadonlyMap<number, readonly string[]>;
  /** What else stands in a fence beside its commands, by its first line. */
  readonly texts: ReadonlyMap<number, FenceText>;
  /** What the condition of a whole step says, by the line where it stands. */
  readonly conditions: ReadonlyMap<number, string>;
  /** Lines of fences that say what is expected: they are shown with what is run. */
  readonly expectations: ReadonlySet<number>;
  /** GitHub's anchor of each heading. */
  readonly anchors: ReadonlyMap<number, string>;
  readonly metadata: ReadonlySet<number>;
  readonly troubles: ReadonlyMap<number, string>;
  /** Every id that the page has without our doing. */
  readonly taken: ReadonlySet<string>;
}

export function pageSource(
  page: RunbookPage,
  procedures: readonly Procedure[],
  document: Document,
  anchors: ReadonlyMap<number, string>,
): PageSource {
  const all = procedures.flatMap(({ runbook }) => [...runbook.steps, ...runbook.undo]);
  const troubles = procedures.flatMap(({ runbook }) => runbook.troubleshooting);
  const actions = procedures.flatMap(({ runbook }) => allActionsOf(runbook));
  return {
    page,
    steps: new Map(procedures.flatMap(stepsOf)),
    actions: namesByLine(procedures),
    conditions: new Map(
      all.flatMap(({ condition }) => (condition === undefined ? [] : [[condition.place.line, condition.text]])),
    ),
    expectations: new Set(actions.flatMap(({ expect }) => (expect === undefined ? [] : [expect.place.line]))),
    texts: new Map(all.flatMap(({ body }) => nodesIn(body)).flatMap(fenceText)),
    anchors,
    metadata: new Set(document.head.map(({ line }) => line)),
    troubles: new Map(
      troubles.flatMap(({ place }) =>
        anchors.has(place.line) ? [] : [[place.line, troubleAnchor(place.line, anchors)]],
      ),
    ),
    taken: new Set(anchors.values()),
  };
}

function stepsOf({ runbook, ids }: Procedure): readonly [number, { id: string; regions: readonly Region[] }][] {
  return [...runbook.steps, ...runbook.undo].map(({ id, body, place }) => {
    return [place.line, { id: onPage(id, ids), regions: regionsOf(body, ids) }];
  });
}

function fenceText(node: BodyNode): readonly [line: number, text: FenceText][] {
  switch (node.node) {
    case 'by-hand':
      return [[node.place.line, { text: node.text, items: [] }]];
    case 'checklist':
      return [[node.place.line, { text: node.title ?? '', items: node.items.map(({ text }) => text) }]];
    case 'shown':
      return [[node.place.line, { text: node.source.replace(/^\s*(?:#+|--)\s?/gm, ''), items: [] }]];
    default:
      return [];
  }
}

/** Procedures of one file have prerequisites and checks in common. */
function namesByLine(procedures: readonly Procedure[]): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, Set<string>>();
  for (const { runbook, ids } of procedures)
    for (const { address, place } of allActionsOf(runbook)) {
      const known = found.get(place.line) ?? new Set();
      found.set(place.line, known.add(onPage(address, ids)));
    }
  return new Map([...found].map(([line, names]) => [line, [...names]]));
}

/** GitHub's anchor of each heading, by line. */
export function anchorsOf({ blocks }: Document): ReadonlyMap<number, string> {
  return new Map(
    blocks.flatMap((block) =>
      block.kind === 'heading' && block.anchor !== '' ? [[block.place.line, block.anchor]] : [],
    ),
  );
}
