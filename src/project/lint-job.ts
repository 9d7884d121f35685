import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { alwaysOn, type RuleSettings, severityOf } from '../lint/rule-settings.ts';
import { suppress } from '../lint/suppressions.ts';
import type { RoleSynonyms } from '../markdown/section-roles.ts';
import type { Config } from '../runbook/config.ts';
import type { LintJob } from './find-lint-jobs.ts';
import { type FileDiagnostic, lintTexts } from './lint-text.ts';
import type { createParserLoader } from './load-lint-parsers.ts';
import { readSource } from './read-source.ts';
import type { ReadText } from './understand-text.ts';

/** What holds for every file of one call; can be handed to a worker. */
export interface LintSettings {
  readonly rules: RuleSettings;
  readonly roles: RoleSynonyms | undefined;
  /** Files are named from here. */
  readonly workingFolder: string;
  readonly today: string;
}

/** As a configuration wants it, unless somebody wants something else this time; today is that of UTC. */
export function lintSettingsOf(
  { roles, lint }: Config,
  workingFolder: string,
  wanted: Partial<RuleSettings> = {},
): LintSettings {
  const preset = wanted.preset ?? lint?.preset ?? 'recommended';
  const rules = { preset, overrides: { ...lint?.rules, ...wanted.overrides } };
  return { rules, roles, workingFolder, today: new Date().toISOString().slice(0, 10) };
}

/** What was found in one file, in the order of its lines. */
export interface LintedFile {
  /** Absolute; `-` for standard input. */
  readonly path: string;
  /** As messages show it. */
  readonly shown: string;
  readonly diagnostics: readonly Diagnostic[];
  /** How many comments in the file took away. */
  readonly suppressed: number;
  /** Where it is in no file. */
  readonly text?: string;
}

/** A text that is in no file yet: standard input, or a file in the middle of its mending. */
export interface GivenText {
  readonly path: string;
  readonly text: string;
  /** What is known of it already, of a runbook. */
  readonly read?: readonly ReadText[] | undefined;
  /** Whether there is a file, from the folder of this one; else the file system is asked. */
  readonly exists?: (path: string) => boolean;
}

type LoadParsers = ReturnType<typeof createParserLoader>;

/** Reads and lints the files of one job. */
export async function lintJob(
  job: LintJob,
  settings: LintSettings,
  loadParsers: LoadParsers,
  given?: GivenText,
): Promise<readonly LintedFile[]> {
  const read = job.paths.map((path) => ({ path, source: sourceOf(path, given) }));
  const files = read.flatMap(({ path, source }) =>
    source.state === 'text' ? [{ file: path, text: source.text }] : [],
  );
  const texts = { kind: job.kind, files };
  const parsers = await loadParsers(texts);
  const folder = dirname(job.paths[0] ?? settings.workingFolder);
  const around = {
    exists: given?.exists ?? ((path: string) => existsSync(join(folder, path))),
    today: settings.today,
  };
  const found = lintTexts(texts, { ...parsers, around, roles: settings.roles, read: given?.read });
  const about = read.filter(({ path }) => job.about?.includes(path) ?? true);
  return about.map(({ path, source }) =>
    source.state === 'text'
      ? { ...linted(path, source.text, found, settings), ...(given?.path === path ? { text: source.text } : {}) }
      : { path, shown: shownPath(path, settings), diagnostics: [source.diagnostic], suppressed: 0 },
  );
}

function sourceOf(path: string, given: GivenText | undefined) {
  return given?.path === path ? { state: 'text' as const, text: given.text } : readSource(path);
}

function linted(path: string, text: string, found: readonly FileDiagnostic[], settings: LintSettings): LintedFile {
  const own = found.filter(({ file }) => file === path).map(({ diagnostic }) => diagnostic);
  const { left, suppressed } = suppress(
    own.flatMap((one) => weighed(one, settings.rules)),
    text.split(/\r\n|\n|\r/),
  );
  const weighedAgain = left.flatMap((one) => weighed(one, settings.rules));
  const diagnostics = inOrder(withoutDoubles(weighedAgain));
  return { path, shown: shownPath(path, settings), diagnostics, suppressed };
}

function weighed(diagnostic: Diagnostic, rules: RuleSettings): readonly Diagnostic[] {
  if (alwaysOn.has(diagnostic.code)) return [diagnostic];
  const severity = severityOf(diagnostic.code, rules);
  return severity === undefined ? [] : [{ ...diagnostic, severity }];
}

/** What a rule says with a fix, reading a script says of the same line with less. */
const saysMore: ReadonlySet<string> = new Set([
  'unquoted-ampersand',
  'smart-punctuation',
  'option-without-backslash',
  'space-after-backslash',
]);

function withoutDoubles(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set(diagnostics.flatMap(({ code, place }) => (saysMore.has(code) ? [place.line] : [])));
  return diagnostics.filter(({ code, place }) => code !== 'shell-syntax-error' || !told.has(place.line));
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) => a.place.line - b.place.line || a.place.column - b.place.column || (a.code < b.code ? -1 : 1),
  );
}

function shownPath(path: string, { workingFolder }: LintSettings): string {
  if (path === '-') return '<stdin>';
  const near = relative(workingFolder, path);
  return near.startsWith('..') || near === '' ? path : near;
}
