import { join, resolve } from 'node:path';
import { severities } from '../../diagnostics/codes.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { findRoot } from '../../journal/find-root.ts';
import type { Preset } from '../../lint/rule.ts';
import type { RuleSettings } from '../../lint/rule-settings.ts';
import { findLintJobs, kindOf, type LintJob } from '../../project/find-lint-jobs.ts';
import { type GivenText, type LintSettings, lintJob, lintSettingsOf } from '../../project/lint-job.ts';
import { createParserLoader } from '../../project/load-lint-parsers.ts';
import { readConfig } from '../../project/read-config.ts';
import { readSource } from '../../project/read-source.ts';
import { UsageError, unknownName } from '../../project/usage-error.ts';
import { createLintCounter, type LintCounts, summaryLines } from '../../reporters/lint-report.ts';
import type { Config } from '../../runbook/config.ts';
import { openBaseline } from '../baseline.ts';
import { couldNotStart } from '../exit-codes.ts';
import { type FixFlags, fixJobs } from '../fix-jobs.ts';
import { frameOf } from '../frame-of.ts';
import { lintAll } from '../lint-all.ts';
import { writeMessage } from '../output.ts';
import { renderFindings } from '../render-findings.ts';
import { type LintFormat, reportFindings } from '../report-findings.ts';

export interface LintFlags extends FixFlags {
  readonly format: LintFormat;
  readonly preset?: Preset;
  readonly rule?: readonly string[];
  /** `true`: the file that the configuration names. */
  readonly baseline?: string | true;
  readonly failOn?: Severity;
  readonly stdinName?: string;
}

/** `runbook lint PATHS`: what is wrong, and what to do about it. Exit code 1 when something is. */
export async function lint(paths: readonly string[], flags: LintFlags): Promise<number> {
  const workingFolder = process.cwd();
  const root = findRoot(workingFolder);
  const config = readConfig(root);
  const settings = lintSettingsOf(config, workingFolder, wantedRules(flags));
  const given = paths.includes('-') ? standardInput(paths, flags.stdinName) : undefined;
  const jobs = given === undefined ? findLintJobs(paths, { root, workingFolder, config }) : [jobOf(given)];
  const isMending = flags.fix === true || flags.fixSuggested === true || flags.dryRun === true;
  const mended = isMending ? await fixJobs(jobs, settings, flags, given) : undefined;
  if (mended !== undefined && given !== undefined) return reportMended(given, mended, settings, flags);
  const linted = given === undefined ? lintAll(jobs, settings) : await lintGiven(given, settings);
  const baselineFlag = flags.baseline ?? (flags.updateBaseline === true ? true : undefined);
  const baseline =
    baselineFlag === undefined
      ? undefined
      : openBaseline(baselinePath(baselineFlag, root, config), root, flags.updateBaseline === true);
  const counts = await reportFindings(linted, { format: flags.format, baseline, count: fileCount(jobs) });
  baseline?.close();
  if (counts.files === 0)
    writeMessage('Nothing was looked at: there is no such file, or lint: ignore names all of them.');
  return exitCodeOf(counts, flags, settings.rules.preset);
}

function wantedRules(flags: LintFlags): Partial<RuleSettings> {
  const given = (flags.rule ?? []).map((text): readonly [string, Severity | 'off'] => {
    const [code = '', level = ''] = text.split('=');
    if (!Object.hasOwn(severities, code)) throw unknownName('rule', code, Object.keys(severities));
    if (level !== 'off' && level !== 'info' && level !== 'warning' && level !== 'error')
      throw new UsageError(`--rule ${text} names no severity`, `Write --rule ${code}=off, =info, =warning or =error.`);
    return [code, level];
  });
  return { ...(flags.preset === undefined ? {} : { preset: flags.preset }), overrides: Object.fromEntries(given) };
}

function standardInput(paths: readonly string[], name: string | undefined): GivenText & { readonly name: string } {
  if (paths.length > 1) throw new UsageError('- stands for standard input and comes alone', 'Lint the files apart.');
  const source = readSource('-');
  if (source.state === 'unreadable')
    throw new UsageError(`standard input: ${source.diagnostic.message}`, source.diagnostic.hint);
  return { path: name === undefined ? '-' : resolve(name), text: source.text, name: name ?? '-' };
}

function jobOf(given: GivenText & { readonly name: string }): LintJob {
  return { kind: given.name === '-' ? 'runbook' : kindOf(given.name), paths: [given.path] };
}

/** The text is the result; what is left to be said of it is a message. */
async function reportMended(
  given: GivenText & { readonly name: string },
  mended: string,
  settings: LintSettings,
  flags: LintFlags,
): Promise<number> {
  const files = await lintGiven({ ...given, text: mended }, settings);
  const counter = createLintCounter();
  for (const file of files) counter.add(file);
  process.stdout.write(mended);
  writeMessage(
    [
      ...files.flatMap((file) => renderFindings(file, { ...frameOf(process.stderr), colour: false })),
      ...summaryLines(counter.counts()),
    ].join('\n'),
  );
  return exitCodeOf(counter.counts(), flags, settings.rules.preset);
}

async function lintGiven(given: GivenText & { readonly name: string }, settings: LintSettings) {
  return await lintJob(jobOf(given), settings, createParserLoader(), given);
}

function baselinePath(named: string | true, root: string, { lint: fromConfig }: Config): string {
  return typeof named === 'string' ? resolve(named) : join(root, fromConfig?.baseline ?? 'runbook-baseline.json');
}

function fileCount(jobs: readonly LintJob[]): number {
  return jobs.reduce((count, { about, paths }) => count + (about ?? paths).length, 0);
}

/** `strict` lets no warning through; of a file that could not be read nobody knows. */
function exitCodeOf({ bySeverity, unreadable }: LintCounts, { failOn }: LintFlags, preset: Preset): number {
  if (unreadable > 0) return couldNotStart;
  const least = failOn ?? (preset === 'strict' ? 'warning' : 'error');
  const { error, warning, info } = bySeverity;
  const failing = { error, warning: error + warning, info: error + warning + info };
  return failing[least] > 0 ? 1 : 0;
}
