import { placeAt } from '../diagnostics/place.ts';
import type { BodyNode, Choice, Condition } from '../runbook/body.ts';
import type { Building, Piece } from './body-pieces.ts';
import { keyGiver, type OptionLabel, preselectedOf } from './option-label.ts';
import { report, uniqueAddress } from './parse-context.ts';

/** A choice that is still being gathered, way by way. */
interface OpenChoice {
  readonly id: string;
  readonly ways: GatheredWay[];
  /** Shown below the last way: its own if another way follows, else common to all. */
  trailing: BodyNode[];
}

interface GatheredWay {
  readonly label: OptionLabel;
  readonly nodes: BodyNode[];
  readonly place: Choice['place'];
}

/** What all groups of one body share. */
interface Shared {
  readonly building: Building;
  readonly nextId: () => string;
  /** The labels of the choice before: none of its ways may come later. */
  earlier: readonly OptionLabel[];
}

interface Group {
  readonly shared: Shared;
  readonly out: BodyNode[];
  open: OpenChoice | undefined;
  /** *Or* was read: what comes next is an alternative. */
  isAlternative: boolean;
}

/** Builds guards, and choices of nodes with option labels that follow each other or are joined by *Or*. */
export function choiceGatherer(building: Building): (pieces: readonly Piece[]) => readonly BodyNode[] {
  let count = 0;
  const nextId = () => {
    count += 1;
    return uniqueAddress(building.context, `${building.stepId}.option${count === 1 ? '' : `-${count}`}`);
  };
  const shared: Shared = { building, nextId, earlier: [] };
  return (pieces) => readGroup(pieces[Symbol.iterator](), shared);
}

/** Reads up to the end of the guard that the pieces stand in. */
function readGroup(pieces: Iterator<Piece>, shared: Shared): readonly BodyNode[] {
  const group: Group = { shared, out: [], open: undefined, isAlternative: false };
  for (let next = pieces.next(); !next.done && next.value.piece !== 'end-guard'; next = pieces.next()) {
    const piece = next.value;
    switch (piece.piece) {
      case 'or':
        group.isAlternative = true;
        break;
      case 'way':
        addWay(group, piece.label, piece.place, () => readGroup(piece.pieces[Symbol.iterator](), shared));
        break;
      case 'guard':
        close(group);
        addGuard(group, piece.condition, readGroup(pieces, shared));
        break;
      case 'node':
        addNode(group, piece);
    }
  }
  close(group);
  return group.out;
}

/** A condition on nothing but what is shown need not be asked. */
function addGuard({ out }: Group, condition: Condition, body: readonly BodyNode[]): void {
  if (body.every((node) => node.node === 'shown')) out.push(...body);
  else out.push({ node: 'guard', condition, body, place: condition.place });
}

function addNode(group: Group, { node, option }: Extract<Piece, { piece: 'node' }>): void {
  if (node.node === 'shown') {
    (group.open?.trailing ?? group.out).push(node);
    return;
  }
  if (option !== undefined) addWay(group, option, node.place, () => [toBodyNode(node, group)]);
  else if (group.isAlternative) addAlternative(group, toBodyNode(node, group));
  else {
    close(group);
    group.out.push(toBodyNode(node, group));
  }
  group.isAlternative = false;
}

function toBodyNode(node: Extract<Piece, { piece: 'node' }>['node'], { shared }: Group): BodyNode {
  if (node.node !== 'fence-choice') return node;
  const { options, preselected, place } = node;
  return { node: 'choice', id: shared.nextId(), options, preselected, mayDecline: false, place };
}

function addWay(group: Group, label: OptionLabel, place: Choice['place'], read: () => readonly BodyNode[]): void {
  if (group.open === undefined) {
    if (isLate(label, group.shared.earlier)) reportInBetween(group, place);
    group.open = { id: group.shared.nextId(), ways: [], trailing: [] };
  }
  const { ways } = settle(group.open);
  const known = ways.find((way) => way.label.key === label.key && way.label.title === label.title);
  const nodes = read();
  if (known === undefined) ways.push({ label, nodes: [...nodes], place });
  else known.nodes.push(...nodes);
}

/** An alternative to the node before it, or one more to the choice before it. */
function addAlternative(group: Group, node: BodyNode): void {
  group.open ??= takeBefore(group);
  if (group.open === undefined) {
    const message = 'this is an alternative, but nothing stands before it in its step';
    const hint = 'Put both ways into one step and below the same condition.';
    report(group.shared.building.context, 'unclear-structure', node.place, message, hint);
    group.out.push(node);
    return;
  }
  const label = { key: '', title: titleOf(node) };
  settle(group.open).ways.push({ label, nodes: [node], place: node.place });
}

function takeBefore({ out, shared }: Group): OpenChoice | undefined {
  const at = out.findLastIndex((node) => node.node !== 'shown');
  const before = out[at];
  if (before === undefined) return undefined;
  const trailing = out.splice(at).filter((node) => node.node === 'shown');
  if (before.node === 'choice') {
    const ways = before.options.map(({ key, title, body, place }) => ({
      label: { key, title },
      nodes: [...body],
      place,
    }));
    return { id: before.id, ways, trailing };
  }
  const label = { key: 'A', title: titleOf(before) };
  return { id: shared.nextId(), ways: [{ label, nodes: [before], place: before.place }], trailing };
}

/** What was shown below the last way is its own, since another way follows. */
function settle(open: OpenChoice): OpenChoice {
  open.ways.at(-1)?.nodes.push(...open.trailing);
  open.trailing = [];
  return open;
}

function close(group: Group): void {
  const { open, out, shared } = group;
  if (open === undefined) return;
  const giveKey = keyGiver();
  const options = open.ways.map(({ label, nodes, place }) => ({ ...giveKey(label), body: nodes, place }));
  const place = options[0]?.place ?? placeAt(1);
  const preselected = preselectedOf(options);
  out.push({ node: 'choice', id: open.id, options, preselected, mayDecline: false, place }, ...open.trailing);
  shared.earlier = open.ways.map((way) => way.label);
  group.open = undefined;
}

/** A way of the choice before that comes too late: a new choice would begin with a label that was there. */
function isLate(label: OptionLabel, earlier: readonly OptionLabel[]): boolean {
  if (earlier.length === 0) return false;
  return !earlier.some(({ key, title }) => (label.key === '' ? title === label.title : key === label.key));
}

function reportInBetween({ shared, out }: Group, place: Choice['place']): void {
  const between = out.findLast((node) => node.node !== 'choice' && node.node !== 'shown');
  report(
    shared.building.context,
    'option-in-between',
    between?.place ?? place,
    'this stands between two options and belongs to none',
    'Put it before the first option or after the last.',
  );
}

function titleOf(node: BodyNode): string {
  switch (node.node) {
    case 'action':
      return node.title ?? firstLine(node.source);
    case 'by-hand':
      return firstLine(node.text);
    case 'guard':
      return node.condition.text;
    case 'checklist':
      return node.title ?? node.items[0]?.text ?? '';
    case 'shown':
    case 'choice':
      return node.node;
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
