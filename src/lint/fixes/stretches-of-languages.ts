import { isKnownProgram } from '../../classify/known-programs.ts';
import { looksLikeSql } from '../../sql/sql-effect.ts';
import type { RunbookSubject } from '../runbook-subject.ts';

/** Lines of a fence that are of one language, its comments included. */
export interface Stretch {
  readonly language: 'sql' | 'shell';
  readonly lines: readonly string[];
}

interface Line {
  readonly text: string;
  /** Of a blank line or a comment: that of what follows it. */
  readonly language: Stretch['language'] | undefined;
}

/** Statements and commands that take turns; undefined where a line may be either, or where one cannot be read. */
export function stretchesOfLanguages(
  lines: readonly string[],
  { parse, parseSql }: Pick<RunbookSubject, 'parse' | 'parseSql'>,
): readonly Stretch[] | undefined {
  const told = tellLines(lines);
  if (told === undefined) return undefined;
  const stretches = gathered(told).map(({ language, lines: own }): Stretch => {
    const trimmed = withoutBlankEnds(own);
    return { language, lines: language === 'sql' ? trimmed.map(asSqlComment) : trimmed };
  });
  const isRead = ({ language, lines: own }: Stretch) => {
    const source = own.join('\n');
    if (language === 'sql') return parseSql(source).error === undefined;
    const { syntax, commands } = parse(source);
    return syntax.state === 'valid' && commands.length > 0;
  };
  return stretches.every(isRead) ? stretches : undefined;
}

/** A statement goes on to the line that ends in a semicolon, a command as long as its lines end in a backslash. */
function tellLines(lines: readonly string[]): readonly Line[] | undefined {
  const told: Line[] = [];
  let open: Stretch['language'] | undefined;
  for (const line of lines) {
    const text = line.trim();
    const isSpace = text === '' || /^#(?!!)/.test(text);
    const language = open ?? (isSpace ? undefined : languageOf(text));
    if (language === undefined && !isSpace) return undefined;
    if (open === 'sql' && text === '') return undefined;
    told.push({ text: line, language });
    open = isSpace && open === undefined ? undefined : opensMore(text, language) ? language : undefined;
  }
  return open === undefined ? told : undefined;
}

function languageOf(text: string): Stretch['language'] | undefined {
  if (text.startsWith('\\')) return undefined;
  if (looksLikeSql(text) || text.startsWith('--')) return 'sql';
  return isKnownProgram(text.split(/\s/, 1)[0] ?? '') ? 'shell' : undefined;
}

function opensMore(text: string, language: Stretch['language'] | undefined): boolean {
  return language === 'sql' ? !/;\s*(?:--.*)?$|^--/.test(text) : /(?:\\|\||&&)$/.test(text);
}

/** What says nothing of its own language belongs to what follows; at the end, to what stood before. */
function gathered(told: readonly Line[]): readonly Stretch[] {
  const stretches: { language: Stretch['language']; lines: string[] }[] = [];
  let waiting: string[] = [];
  for (const { text, language } of told) {
    waiting.push(text);
    if (language === undefined) continue;
    const last = stretches.at(-1);
    if (last?.language === language) last.lines.push(...waiting);
    else stretches.push({ language, lines: waiting });
    waiting = [];
  }
  stretches.at(-1)?.lines.push(...waiting);
  return stretches;
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const isText = (line: string) => line.trim() !== '';
  return lines.slice(lines.findIndex(isText), lines.findLastIndex(isText) + 1);
}

function asSqlComment(line: string): string {
  return line.replace(/^(\s*)#+\s*/, '$1-- ');
}
