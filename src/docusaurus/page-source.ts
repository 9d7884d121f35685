import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Document } from '../runbook/document.ts';
import type { Step } from '../runbook/step.ts';
import type { RunbookPage } from './page.ts';
import { nodesIn, type Procedure } from './page-of-runbook.ts';
import { type Region, regionsOf } from './page-regions.ts';

/** Where in a file the parts of its runbook stand, by line. */
export interface PageSource {
  readonly page: RunbookPage;
  readonly steps: ReadonlyMap<number, { readonly step: Step; readonly regions: readonly Region[] }>;
  readonly actions: readonly Action[];
  /** Lines of fences that say what is expected: they are shown with what is run. */
  readonly expectations: ReadonlySet<number>;
  /** GitHub's anchor of each heading. */
  readonly anchors: ReadonlyMap<number, string>;
  readonly metadata: ReadonlySet<number>;
  readonly troubles: ReadonlyMap<number, string>;
  /** Every id that the page has without our doing. */
  readonly taken: ReadonlySet<string>;
}

/** The anchor of a symptom: its heading's, where it has one, else its own. */
export function troubleAnchor(line: number, document: Document): string {
  return anchorsOf(document).get(line) ?? `trouble-${line}`;
}

export function pageSource(page: RunbookPage, procedures: readonly Procedure[], document: Document): PageSource {
  const anchors = anchorsOf(document);
  const all = procedures.flatMap(({ runbook }) => [...runbook.steps, ...runbook.undo]);
  const troubles = procedures.flatMap(({ runbook }) => runbook.troubleshooting);
  const actions = procedures.flatMap(({ runbook }) => allActionsOf(runbook));
  return {
    page,
    steps: new Map(all.map((step) => [step.place.line, { step, regions: regionsOf(step.body) }])),
    actions: actions.filter(({ address }, index) => actions.findIndex((one) => one.address === address) === index),
    expectations: new Set([
      ...actions.flatMap(({ expect }) => (expect === undefined ? [] : [expect.place.line])),
      ...all
        .flatMap(({ body }) => nodesIn(body))
        .flatMap((node) => (node.node === 'shown' && node.why === 'expected-output' ? [node.place.line] : [])),
    ]),
    anchors,
    metadata: new Set(document.head.map(({ line }) => line)),
    troubles: new Map(
      troubles.flatMap(({ place }) => (anchors.has(place.line) ? [] : [[place.line, `trouble-${place.line}`]])),
    ),
    taken: new Set(anchors.values()),
  };
}

function anchorsOf({ blocks }: Document): ReadonlyMap<number, string> {
  return new Map(
    blocks.flatMap((block) =>
      block.kind === 'heading' && block.anchor !== '' ? [[block.place.line, block.anchor]] : [],
    ),
  );
}
