import { applyFixes } from '../diagnostics/apply-edits.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { blanksOf, type Fix } from '../diagnostics/fix.ts';

/** Lints a text as if it were in the file. */
export type LintAgain = (text: string) => Promise<readonly Diagnostic[]>;

/** What somebody says to a suggested fix: the answers that it needs to be made, or nothing to leave it; `stop`: leave all. */
export type Decide = (
  diagnostic: Diagnostic,
  fix: Fix,
  change: { readonly before: string; readonly after: string },
) => Promise<ReadonlyMap<string, string> | undefined | 'stop'>;

export interface FixedText {
  readonly text: string;
  readonly made: number;
  readonly stopped: boolean;
}

/** Mending one thing may uncover another, but not for ever. */
const mostPasses = 10;
const mostSuggested = 500;

/** Makes every safe fix. */
export async function makeSafeFixes(text: string, lint: LintAgain): Promise<FixedText> {
  let current = text;
  let made = 0;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const fixes = (await lint(current)).flatMap(({ fix }) => (fix?.certainty === 'safe' ? [fix] : []));
    const { text: next, applied } = applyFixes(current, fixes);
    if (applied.length === 0 || next === current) break;
    current = next;
    made += applied.length;
  }
  return { text: current, made, stopped: false };
}

/** Makes the suggested fixes that somebody wants, one after the other: each may change what the next one means. */
export async function makeSuggestedFixes(text: string, lint: LintAgain, decide: Decide): Promise<FixedText> {
  let current = text;
  let made = 0;
  const left = new Set<string>();
  for (let asked = 0; asked < mostSuggested; asked += 1) {
    const next = (await lint(current)).find(
      (one) => one.fix?.certainty === 'suggested' && !left.has(keyOf(one, current)),
    );
    if (next?.fix === undefined) break;
    const preview = applyFixes(current, [next.fix], examplesFor(next.fix)).text;
    const decided = await decide(next, next.fix, { before: current, after: preview });
    if (decided === 'stop') return { text: current, made, stopped: true };
    if (decided === undefined) {
      left.add(keyOf(next, current));
      continue;
    }
    const { text: changed } = applyFixes(current, [next.fix], decided);
    if (changed === current) left.add(keyOf(next, current));
    else made += 1;
    current = changed;
  }
  return { text: current, made, stopped: false };
}

/** A finding keeps its rule and its line while lines above it come and go. */
function keyOf({ code, place, message }: Diagnostic, text: string): string {
  return [code, message, text.split(/\r\n|\n|\r/)[place.line - 1] ?? ''].join('\0');
}

function examplesFor(fix: Fix): ReadonlyMap<string, string> {
  return new Map(blanksOf(fix).map(({ ask, example }) => [ask, example]));
}
