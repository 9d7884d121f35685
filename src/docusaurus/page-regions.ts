import type { BodyNode, Choice, Option } from '../runbook/body.ts';
import { onPage, type PageIds } from './page-ids.ts';

/** Lines of the file that belong together on the page: what a guard covers, a choice, one of its options. */
export interface Region {
  readonly kind: 'guard' | 'choice' | 'option';
  /** Of the guard or the choice. */
  readonly id: string;
  readonly option?: { readonly key: string; readonly title: string } | undefined;
  /** The line of the words that introduce it. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Region[];
}

/** The regions of a body, none inside another but by `children`. */
export function regionsOf(body: readonly BodyNode[], ids: PageIds): readonly Region[] {
  return body.flatMap((node): readonly Region[] => {
    if (node.node === 'guard') {
      const { condition } = node;
      const line = condition.place.line;
      const end = Math.max(condition.place.endLine, ...node.body.map(endOf));
      const id = onPage(condition.id, ids);
      return [{ kind: 'guard', id, line, start: line, end, children: regionsOf(node.body, ids) }];
    }
    return node.node === 'choice' ? [choiceRegion(node, ids)] : [];
  });
}

function choiceRegion({ id: own, options }: Choice, ids: PageIds): Region {
  const id = onPage(own, ids);
  const all = options.map((option) => optionRegion(id, option, ids));
  const children = all.map((child, index) => withBetween(child, all[index - 1], all[index + 1]));
  const start = Math.min(...children.map((child) => child.start));
  const end = Math.max(...children.map((child) => child.end));
  return { kind: 'choice', id, line: start, start, end, children };
}

/** What stands between two options speaks of the next one, where that begins with its fence; else of the one before. */
function withBetween(option: OptionRegion, before: OptionRegion | undefined, after: OptionRegion | undefined): Region {
  const start = before !== undefined && !option.hasWords ? before.end + 1 : option.start;
  const end = after?.hasWords === true ? Math.max(option.end, after.start - 1) : option.end;
  return { ...option, start: Math.min(start, option.start), end };
}

interface OptionRegion extends Region {
  /** Words of its own introduce it, not the info string of its fence. */
  readonly hasWords: boolean;
}

function optionRegion(id: string, { key, title, place, body }: Option, ids: PageIds): OptionRegion {
  const first = Math.min(...body.map(startOf));
  const start = Math.min(place.line, first);
  const end = Math.max(place.line, ...body.map(endOf));
  const hasWords = place.line < first;
  return {
    hasWords,
    kind: 'option',
    id,
    option: { key, title },
    line: place.line,
    start,
    end,
    children: regionsOf(body, ids),
  };
}

/** A fence has a line above its code and one below. */
function startOf(node: BodyNode): number {
  if (node.node === 'guard') return node.condition.place.line;
  if (node.node === 'choice') return Math.min(node.place.line, ...node.options.map(({ place }) => place.line));
  return node.node === 'action' || node.node === 'shown' ? node.place.line - 1 : node.place.line;
}

function endOf(node: BodyNode): number {
  if (node.node === 'guard') return Math.max(node.condition.place.endLine, ...node.body.map(endOf));
  if (node.node === 'choice')
    return Math.max(...node.options.flatMap(({ place, body }) => [place.line, ...body.map(endOf)]));
  return node.place.endLine;
}
