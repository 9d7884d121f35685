/** What a paragraph between fences says about the fences below it. */
export type Cue =
  | {
      readonly cue: 'guard';
      readonly text: string;
      readonly runsIf: 'yes' | 'no';
      /** Ends in a colon: it is about what follows rather than about the whole step. */
      readonly introduces: boolean;
      /** *Otherwise:* for the case that the guard before does not hold. */
      readonly opposes: boolean;
      /** What follows is an example of the output it speaks of. */
      readonly showsOutput: boolean;
    }
  | { readonly cue: 'over-budget'; readonly text: string }
  | { readonly cue: 'expected-output' }
  | { readonly cue: 'example-output' }
  | { readonly cue: 'or' }
  | { readonly cue: 'continuation' }
  | { readonly cue: 'none' };

const emphasis = /^(?:\[![a-z]+\]\s*|(?:critical|important|warning|note|caution)\s*[:!–—-]\s*|[^\p{L}\p{N}<[("'`$]+)/iu;

const longestSentence = 300;
const expectsOutput = /(?:^|[.!?]\s+|\n)expected (?:output|result)(?:[^\n.:]{0,60}:|)$/i;
/** Says what will come out, also where it begins with *If*: `If all is well, you should see:`. */
const tellsOutput = /\b(?:should|will) (?:see|show|look|return|output|print|read)\b[^.]*:$/i;
/** Names an output without claiming it: `Sample output:`, `If you see something like:`. */
const namesOutput = /^(?:(?:example|sample|typical) (?:output|result|response)|output|result|response)\b[^\n]*:?$/i;
const likensOutput = /\b(?:looks? (?:something )?like|similar to|something like|you see)\b[^.]*:$/i;

const joinsWays =
  /^(?:or|alternatively|alternative)[\s,:;–—-]*$|^(?:or|alternatively|alternative(?=\s*[:(]))\b[\s\S]*:$/i;

/** Reads a paragraph's plain text; what it does not recognise is prose. */
export function readCue(paragraph: string): Cue {
  const text = withoutEmphasis(paragraph.trim());
  const end = text.slice(-longestSentence);
  const overBudget = /^if over budget\s*:\s*([\s\S]*)$/i.exec(text);
  if (overBudget !== null) return { cue: 'over-budget', text: (overBudget[1] ?? '').trim() };
  if (expectsOutput.test(end)) return { cue: 'expected-output' };
  if (tellsOutput.test(end)) return { cue: 'example-output' };
  if (isGuard(text)) return guardCue(text, end);
  if (namesOutput.test(text) || likensOutput.test(end)) return { cue: 'example-output' };
  if (joinsWays.test(text)) return { cue: 'or' };
  if (/^(?:then|and|also|next|after that|afterwards)\b/i.test(text) || /^\p{Ll}/u.test(text))
    return { cue: 'continuation' };
  return { cue: 'none' };
}

function withoutEmphasis(text: string): string {
  let plain = text;
  for (let round = 0; round < 5; round += 1) {
    const next = plain.replace(emphasis, '').trim();
    if (next === '' || next === plain) return plain;
    plain = next;
  }
  return plain;
}

const onlyIf =
  /^(?:only (?:(?:run|do|use|execute|perform|apply|follow|take) (?:(?:this|these|it|the)\b ?(?:steps?|commands?|part|section|following)? ?)?)?(?:if|when)|(?:run|do|execute|perform|apply) (?:this|these|it) only (?:if|when)|skip (?:this (?:step )?)?if)\b/i;
const introduction = /^(?:if|when|unless|otherwise|else)\b[\s\S]*:$/i;

function isGuard(text: string): boolean {
  return onlyIf.test(text) || introduction.test(text);
}

function guardCue(text: string, end: string): Cue {
  return {
    cue: 'guard',
    text: text.replace(/[:.]\s*$/, ''),
    runsIf: /^(?:skip|unless)\b/i.test(text) ? 'no' : 'yes',
    introduces: text.endsWith(':'),
    opposes: /^(?:otherwise|else)\b/i.test(text),
    showsOutput: likensOutput.test(end),
  };
}
