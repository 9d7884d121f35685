import { type Diagnostic, type diagnose, diagnose as makeDiagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';

interface Claim {
  readonly what: string;
  readonly place: Place;
}

/** What the parts of one parse share: the problems found so far, and the names already taken. */
export interface ParseContext {
  readonly diagnostics: Diagnostic[];
  /** One namespace of ids, inputs and outputs. */
  readonly names: Map<string, Claim>;
  /** Addresses of questions and steps, for making generated ones unique. */
  readonly addresses: Set<string>;
}

export function createParseContext(diagnostics: Diagnostic[]): ParseContext {
  return { diagnostics, names: new Map(), addresses: new Set() };
}

export function report(context: ParseContext, ...diagnostic: Parameters<typeof diagnose>): void {
  context.diagnostics.push(makeDiagnostic(...diagnostic));
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
  let address = wanted;
  for (let next = 2; context.addresses.has(address); next += 1) address = `${wanted}-${next}`;
  context.addresses.add(address);
  return address;
}
