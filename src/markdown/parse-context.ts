import { type Diagnostic, type diagnose, diagnoseName, diagnose as makeDiagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Place } from '../diagnostics/place.ts';
import type { SourceLines } from './source-text.ts';

interface Claim {
  readonly what: string;
  readonly place: Place;
}

/** What the parts of one parse share: the problems found so far, and the names already taken. */
export interface ParseContext {
  readonly lines: SourceLines;
  readonly diagnostics: Diagnostic[];
  /** One namespace of ids, inputs and outputs. */
  readonly names: Map<string, Claim>;
  /** Addresses of steps, actions and questions that are taken. */
  readonly addresses: Set<string>;
  /** The number that the next of a name gets. */
  readonly counters: Map<string, number>;
  /** Ids that authors gave to steps: no generated one takes them. */
  readonly reserved: Set<string>;
  /** Where the attributes of an action stand, by its address: the model holds the place of its code. */
  readonly attributePlaces: Map<string, ReadonlyMap<string, Place>>;
  guesses: number;
}

export function createParseContext(lines: SourceLines): ParseContext {
  return {
    lines,
    diagnostics: [],
    names: new Map(),
    addresses: new Set(),
    counters: new Map(),
    reserved: new Set(),
    attributePlaces: new Map(),
    guesses: 0,
  };
}

export function report(context: ParseContext, ...diagnostic: Parameters<typeof diagnose>): void {
  context.diagnostics.push(makeDiagnostic(...diagnostic));
}

export function reportName(context: ParseContext, ...diagnostic: Parameters<typeof diagnoseName>): void {
  context.diagnostics.push(diagnoseName(...diagnostic));
}

/** Takes a name that the author gave; a second owner is an error at the second place. */
export function claimName(context: ParseContext, name: string, what: string, place: Place): void {
  const earlier = context.names.get(name);
  if (earlier === undefined) {
    context.names.set(name, { what, place });
    return;
  }
  const message = `the ${what} "${name}" has the name of the ${earlier.what} in line ${earlier.place.line}`;
  report(
    context,
    'duplicate-id',
    place,
    message,
    'Ids, inputs and outputs share one namespace: rename one of the two.',
  );
}

/** Makes a generated address unique by a number: `verify`, `verify-2`. */
export function uniqueAddress(context: ParseContext, wanted: string): string {
  const { addresses, counters, reserved } = context;
  let next = counters.get(wanted) ?? 2;
  let address = wanted;
  for (; addresses.has(address) || reserved.has(address); next += 1) address = `${wanted}-${next}`;
  counters.set(wanted, next);
  addresses.add(address);
  return address;
}

/** The address that the author gave, also where a generated one would have taken it. */
export function givenAddress(context: ParseContext, id: string): string {
  if (context.addresses.has(id)) return uniqueAddress(context, id);
  context.addresses.add(id);
  return id;
}

/** The place of an attribute of an action. */
export function placeOfAttribute(
  { attributePlaces }: ParseContext,
  action: { readonly address: string; readonly place: Place },
  key: string,
): Place {
  return attributePlaces.get(action.address)?.get(key) ?? action.place;
}

const mostGuesses = 100;

/** What was probably meant; a file with hundreds of wrong names gets no more than a hundred guesses. */
export function guessName(context: ParseContext, name: string, known: readonly string[]): string | undefined {
  context.guesses += 1;
  return context.guesses > mostGuesses ? undefined : nearest(name, known);
}
