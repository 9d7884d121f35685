import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { Fence } from '../../runbook/fence.ts';
import { looksLikeSql, sqlEffectOf } from '../../sql/sql-effect.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { fenceAt } from './fence-at.ts';

export function labelAsText({ place }: Diagnostic, subject: RunbookSubject): Fix | undefined {
  const fence = fenceAt(subject.document, place)?.fence;
  return fence === undefined ? undefined : labelled(fence, subject, 'text');
}

/** SQL gets its label, and says what it does as far as its words tell; what is not known stays for a person to say. */
export function labelAsSql({ place }: Diagnostic, subject: RunbookSubject): Fix | undefined {
  const fence = fenceAt(subject.document, place)?.fence;
  if (fence === undefined || fence.attributes.length > 0) return undefined;
  const { source } = fence;
  if (!looksLikeSql(firstLine(source)) || subject.parseSql(source).error !== undefined) return undefined;
  const effect = sqlEffectOf(source);
  return effect === 'unknown' ? undefined : labelled(fence, subject, `sql {effect=${effect}}`);
}

function firstLine(source: string): string {
  return source.split('\n').find((line) => !/^\s*(?:--.*)?$/.test(line)) ?? '';
}

/** Another word in the place of the language. */
function labelled({ opening, language }: Fence, { document }: RunbookSubject, label: string): Fix | undefined {
  const { line, column } = opening;
  const text = (document.lines[line - 1] ?? '').slice(column - 1);
  const lead = /^(?:`+|~+)[ \t]*/.exec(text)?.[0].length ?? 0;
  const at = placeAt(line, column + lead, language.length);
  return suggestedFix(`Label it ${label}`, { place: at, text: label });
}
