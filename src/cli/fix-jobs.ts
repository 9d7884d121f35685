import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { blanksOf, type Fix } from '../diagnostics/fix.ts';
import { diffLines, diffRows } from '../diagnostics/line-diff.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import type { LintJob } from '../project/find-lint-jobs.ts';
import { type GivenText, type LintSettings, lintJob } from '../project/lint-job.ts';
import { createParserLoader } from '../project/load-lint-parsers.ts';
import { UsageError } from '../project/usage-error.ts';
import { askBlank, askFix } from '../terminal/ask-fix.ts';
import { type Decide, type FixedText, makeSafeFixes, makeSuggestedFixes } from './fix-file.ts';
import { writeMessage, writeResult } from './output.ts';
import { replaceFile } from './replace-file.ts';

export interface FixFlags {
  readonly fix?: boolean;
  readonly fixSuggested?: boolean;
  /** Show what would be changed; change nothing. */
  readonly dryRun?: boolean;
  readonly answer?: readonly string[];
  readonly yes?: boolean;
  readonly updateBaseline?: boolean;
}

/** Mends the files of some jobs, one after the other, and says what was done; of a text from standard input the mended one. */
export async function fixJobs(
  jobs: readonly LintJob[],
  settings: LintSettings,
  flags: FixFlags,
  given: GivenText | undefined,
): Promise<string | undefined> {
  const isAsking = process.stdin.isTTY === true && process.stderr.isTTY === true && given === undefined;
  if (flags.fixSuggested === true && flags.yes !== true && flags.dryRun !== true && !isAsking)
    throw new UsageError(
      'nobody is there to look at the suggested changes',
      'Add --dry-run to see them, --yes to make all of them, --answer NAME=VALUE for what they ask for.',
    );
  const deciding = flags.yes === true || flags.dryRun === true ? decideByFlags(flags) : decideByPerson(flags);
  const loadParsers = createParserLoader();
  let stopped = false;
  for (const job of jobs) {
    for (const path of job.about ?? job.paths) {
      if (stopped) return undefined;
      const lint = async (text: string) => {
        const files = await lintJob(job, settings, loadParsers, { path, text });
        return files.find((file) => file.path === path)?.diagnostics ?? [];
      };
      const before = given?.text ?? readFileSync(path, 'utf8');
      const fixed = await fixText(before, lint, flags, deciding(relative(settings.workingFolder, path) || path));
      stopped = fixed.stopped;
      if (given !== undefined) return fixed.text;
      keep(path, before, fixed, { flags, settings });
    }
  }
  return undefined;
}

async function fixText(
  before: string,
  lint: (text: string) => Promise<readonly Diagnostic[]>,
  flags: FixFlags,
  decide: Decide,
): Promise<FixedText> {
  const safe = flags.fix === true || flags.dryRun === true ? await makeSafeFixes(before, lint) : undefined;
  const start = safe?.text ?? before;
  if (flags.fixSuggested !== true) return safe ?? { text: before, made: 0, stopped: false };
  const suggested = await makeSuggestedFixes(start, lint, decide);
  return { ...suggested, made: suggested.made + (safe?.made ?? 0) };
}

interface Keeping {
  readonly flags: FixFlags;
  readonly settings: LintSettings;
}

function keep(path: string, before: string, fixed: FixedText, { flags, settings }: Keeping): void {
  const shown = relative(settings.workingFolder, path) || path;
  if (fixed.text === before) return;
  const what = `${fixed.made} ${fixed.made === 1 ? 'change' : 'changes'}`;
  if (flags.dryRun === true) {
    writeResult([`${shown}: ${what}, not made`, ...diffRows(before, diffLines(before, fixed.text)), ''].join('\n'));
    return;
  }
  replaceFile(path, fixed.text);
  writeMessage(`${shown}: ${what}`);
}

function answersFrom({ answer = [] }: FixFlags): ReadonlyMap<string, string> {
  return new Map(
    answer.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError(`--answer ${text} is no NAME=VALUE`, 'Write --answer NAME=VALUE.');
      return [text.slice(0, at), text.slice(at + 1)] as const;
    }),
  );
}

/** How is decided in a file, by its name. */
type Deciding = (file: string) => Decide;

/** All are made for which there are answers; of a dry run, with examples. */
function decideByFlags(flags: FixFlags): Deciding {
  const answers = answersFrom(flags);
  return (file) => async (diagnostic, fix) => {
    const missing = blanksOf(fix).filter(({ ask }) => !answers.has(ask));
    if (missing.length === 0) return answers;
    for (const { ask, question, example } of missing)
      writeMessage(
        `${file}:${diagnostic.place.line} ${diagnostic.code}: ${question}\n  add  --answer ${ask}=${example}`,
      );
    return flags.dryRun === true
      ? new Map([...missing.map((one) => [one.ask, one.example] as const), ...answers])
      : undefined;
  };
}

function decideByPerson(flags: FixFlags): Deciding {
  const answers = new Map(answersFrom(flags));
  const allOf = new Set<string>();
  return (file) =>
    async (diagnostic, fix, { before, after }) => {
      if (!allOf.has(diagnostic.code)) {
        writeMessage(shownChange(file, diagnostic, fix, { before, after }));
        const answer = await askFix(diagnostic.code);
        if (answer === 'stop') return 'stop';
        if (answer === 'leave') return undefined;
        if (answer === 'make-all') allOf.add(diagnostic.code);
      }
      for (const blank of blanksOf(fix)) {
        if (answers.has(blank.ask)) continue;
        const answer = await askBlank(blank);
        if (answer === undefined) {
          writeMessage('Nothing was given; it is left as it is.');
          return undefined;
        }
        answers.set(blank.ask, answer);
      }
      return answers;
    };
}

interface Change {
  readonly before: string;
  readonly after: string;
}

function shownChange(
  file: string,
  { code, message, place }: Diagnostic,
  { title }: Fix,
  { before, after }: Change,
): string {
  const columns = (process.stderr.columns ?? 80) - 2;
  const told = wrapText(message, columns).map((line) => `  ${line}`);
  return [
    '',
    `${file}:${place.line}  ${code}`,
    ...told,
    `${title}:`,
    ...diffRows(before, diffLines(before, after)),
  ].join('\n');
}
