import { severities } from '../diagnostics/codes.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Place } from '../diagnostics/place.ts';

/** `<!-- lint-disable-next-line CODE: reason -->`, in files of other languages behind `#`, `--` or `//`. */
interface Suppression {
  readonly codes: readonly string[];
  readonly reason: string;
  readonly place: Place;
  /** The lines that it speaks of, both included. */
  readonly from: number;
  readonly to: number;
}

const written = /(?:<!--|^\s*(?:#|--|\/\/))\s*lint-disable-next-line\b[ \t]*([^:>]*?)[ \t]*(?::\s*(.*?))?\s*(?:-->|$)/;

/** What is left of the findings, and what is wrong with the comments that take some away. */
export function suppress(
  diagnostics: readonly Diagnostic[],
  lines: readonly string[],
): { readonly left: readonly Diagnostic[]; readonly suppressed: number } {
  const ways = lines.flatMap((line, index) => otherWay(line, index + 1));
  if (!lines.some((line) => line.includes('lint-disable-next-line')))
    return { left: [...diagnostics, ...ways], suppressed: 0 };
  const suppressions = suppressionsIn(lines);
  const valid = suppressions.filter(({ reason, codes }) => reason !== '' && codes.length > 0);
  const used = new Set<string>();
  const left = diagnostics.filter((diagnostic) => {
    const found = valid.find(
      ({ codes, from, to }) =>
        codes.includes(diagnostic.code) && diagnostic.place.line >= from && diagnostic.place.line <= to,
    );
    if (found !== undefined) used.add(`${found.place.line} ${diagnostic.code}`);
    return found === undefined;
  });
  const problems = suppressions.flatMap((suppression) => problemsWith(suppression, used));
  return { left: [...left, ...ways, ...problems], suppressed: diagnostics.length - left.length };
}

const unknownWay = /(?:<!--|^\s*(?:#|--|\/\/))\s*(lint-(?:disable|enable)(?!-next-line\b)[\w-]*)/;

/** Another tool's way of switching rules off: it would be believed to do something. */
function otherWay(line: string, number: number): readonly Diagnostic[] {
  const word = unknownWay.exec(line)?.[1];
  if (word === undefined) return [];
  const column = line.indexOf(word) + 1;
  const place = { line: number, column, endLine: number, endColumn: column + word.length };
  const hint = 'Write <!-- lint-disable-next-line CODE: why it is right here --> above the line or the fence.';
  return [diagnose('suppression-unused', place, `"${word}" switches nothing off; there is no such comment.`, hint)];
}

function suppressionsIn(lines: readonly string[]): readonly Suppression[] {
  return lines.flatMap((line, index): readonly Suppression[] => {
    const found = written.exec(line);
    if (found === null) return [];
    const [whole, codes = '', reason = ''] = found;
    const at = line.indexOf(whole.trimStart());
    const place = { line: index + 1, column: at + 1, endLine: index + 1, endColumn: at + 1 + whole.trim().length };
    const { from, to } = linesBelow(lines, index);
    return [{ codes: codes.split(/[\s,]+/).filter((code) => code !== ''), reason, place, from, to }];
  });
}

/** The next line with a text; where it opens a fence, up to the line that closes it. */
function linesBelow(lines: readonly string[], index: number): { readonly from: number; readonly to: number } {
  const next = lines.findIndex(
    (line, at) => at > index && line.trim() !== '' && !line.includes('lint-disable-next-line'),
  );
  if (next === -1) return { from: index + 2, to: index + 2 };
  const marks = /^\s*(`{3,}|~{3,})/.exec(lines[next] ?? '')?.[1];
  if (marks === undefined) return { from: next + 1, to: next + 1 };
  const close = lines.findIndex(
    (line, at) => at > next && line.trim().startsWith(marks) && /^[`~]+$/.test(line.trim()),
  );
  return { from: next + 1, to: close === -1 ? lines.length : close + 1 };
}

const codes = Object.keys(severities);

function problemsWith({ codes: named, reason, place }: Suppression, used: ReadonlySet<string>): readonly Diagnostic[] {
  const unknown = named.filter((code) => !codes.includes(code));
  if (named.length === 0 || reason === '') {
    return [
      diagnose(
        'suppression-without-reason',
        place,
        named.length === 0 ? 'This comment names no rule, so it switches nothing off.' : noReason(named),
        `Write <!-- lint-disable-next-line ${named.join(' ') || 'CODE'}: why it is right here -->.`,
      ),
    ];
  }
  const unused = named.filter((code) => codes.includes(code) && !used.has(`${place.line} ${code}`));
  return [
    ...unknown.map((code) => {
      const guess = nearest(code, codes);
      const hint = guess === undefined ? 'runbook lint --rules lists them.' : `Did you mean "${guess}"?`;
      return diagnose('suppression-unknown-code', place, `There is no rule "${code}".`, hint);
    }),
    ...unused.map((code) =>
      diagnose(
        'suppression-unused',
        place,
        `Nothing below this comment breaks ${code}.`,
        'Take the comment away, so that it cannot hide a later mistake.',
      ),
    ),
  ];
}

function noReason(named: readonly string[]): string {
  return `This comment switches ${named.join(' and ')} off and does not say why; it is not obeyed.`;
}
