/** What a paragraph between fences says about the fences below it. */
export type Cue =
  | { readonly cue: 'guard'; readonly text: string; readonly runsIf: 'yes' | 'no' }
  | { readonly cue: 'over-budget'; readonly text: string }
  | { readonly cue: 'expected-output' }
  | { readonly cue: 'example-output' }
  | { readonly cue: 'or' }
  | { readonly cue: 'continuation' }
  | { readonly cue: 'none' };

const emphasis = /^(?:critical|important|warning|note|caution)\s*[:!–—-]\s*/i;

/** Reads a paragraph's plain text; what it does not recognise is prose. */
export function readCue(paragraph: string): Cue {
  const text = paragraph.trim().replace(emphasis, '').trim();
  const overBudget = /^if over budget\s*:\s*([\s\S]*)$/i.exec(text);
  if (overBudget !== null) return { cue: 'over-budget', text: (overBudget[1] ?? '').trim() };
  if (isGuard(text))
    return { cue: 'guard', text: text.replace(/[:.]\s*$/, ''), runsIf: /^skip if\b/i.test(text) ? 'no' : 'yes' };
  if (/^expected output\b[^\n]*:?\s*$/i.test(text)) return { cue: 'expected-output' };
  if (isExampleCue(text)) return { cue: 'example-output' };
  if (/^[-–—_ ]*or\b[-–—_ :,]*(?:[^.]{0,60}:)?$/i.test(text)) return { cue: 'or' };
  if (/^(?:then|and|also|next|after that|afterwards)\b/i.test(text) || /^\p{Ll}/u.test(text))
    return { cue: 'continuation' };
  return { cue: 'none' };
}

function isGuard(text: string): boolean {
  if (/^(?:only if|skip if)\b/i.test(text)) return true;
  return /^(?:if|when)\b[\s\S]*:$/i.test(text);
}

function isExampleCue(text: string): boolean {
  return (
    /^(?:(?:example|sample|typical) (?:output|result|response)|output|result|response)\b[^\n]*:?$/i.test(text) ||
    /(?:should (?:see|show|look|return|output|print)|looks? (?:something )?like|will (?:see|show|output|print)|similar to)[^.]*:$/i.test(
      text,
    )
  );
}
