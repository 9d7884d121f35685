import { join, resolve } from 'node:path';
import { severities } from '../../diagnostics/codes.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { findRoot } from '../../journal/find-root.ts';
import { allRules } from '../../lint/all-rules.ts';
import type { Preset } from '../../lint/rule.ts';
import type { RuleSettings } from '../../lint/rule-settings.ts';
import { countFindings, renderLintGithub, renderLintJson, summaryLines } from '../../reporters/lint-report.ts';
import { renderLintSarif } from '../../reporters/lint-sarif.ts';
import type { Config } from '../../runbook/config.ts';
import { styleFor } from '../../terminal/style.ts';
import { baselineOf, readBaseline, sizeOf, withoutKnown, writeBaseline } from '../baseline.ts';
import { findLintJobs, kindOf, type LintJob } from '../find-lint-jobs.ts';
import { type FixFlags, fixJobs } from '../fix-jobs.ts';
import { lintAll } from '../lint-all.ts';
import { type GivenText, type LintedFile, type LintSettings, lintJob } from '../lint-job.ts';
import { openLiveLine } from '../live-line.ts';
import { createParserLoader } from '../load-lint-parsers.ts';
import { writeMessage, writeResult } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readSource } from '../read-source.ts';
import { renderFindings } from '../render-findings.ts';
import { UsageError, unknownName } from '../usage-error.ts';
import { version } from '../version.ts';

export interface LintFlags extends FixFlags {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
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
  const settings: LintSettings = {
    rules: rulesFrom(config, flags),
    roles: config.roles,
    workingFolder,
    today: new Date().toISOString().slice(0, 10),
  };
  const given = paths.includes('-') ? standardInput(paths, flags.stdinName) : undefined;
  const jobs = given === undefined ? findLintJobs(paths, { root, workingFolder, config }) : [jobOf(given)];
  const isMending = flags.fix === true || flags.fixSuggested === true || flags.dryRun === true;
  const mended = isMending ? await fixJobs(jobs, settings, flags, given) : undefined;
  if (mended !== undefined && given !== undefined) return reportMended(given, mended, settings, flags);
  const linted = given === undefined ? await lintWithProgress(jobs, settings) : await lintGiven(given, settings);
  const files = flags.baseline === undefined ? linted : againstBaseline(linted, { root, config, flags });
  report(files, flags);
  return exitCodeOf(files, flags, settings.rules.preset);
}

function rulesFrom({ lint: fromConfig }: Config, flags: LintFlags): RuleSettings {
  const given = (flags.rule ?? []).map((text): readonly [string, Severity | 'off'] => {
    const [code = '', level = ''] = text.split('=');
    if (!Object.hasOwn(severities, code)) throw unknownName('rule', code, Object.keys(severities));
    if (level !== 'off' && level !== 'info' && level !== 'warning' && level !== 'error')
      throw new UsageError(`--rule ${text} names no severity`, `Write --rule ${code}=off, =info, =warning or =error.`);
    return [code, level];
  });
  return {
    preset: flags.preset ?? fromConfig?.preset ?? 'recommended',
    overrides: { ...fromConfig?.rules, ...Object.fromEntries(given) },
  };
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
  process.stdout.write(mended);
  writeMessage([...renderFindings(files, false), ...summaryLines(countFindings(files))].join('\n'));
  return exitCodeOf(files, flags, settings.rules.preset);
}

async function lintGiven(given: GivenText & { readonly name: string }, settings: LintSettings) {
  return await lintJob(jobOf(given), settings, createParserLoader(), given);
}

/** Only what takes longer than a moment is told of. */
const quietMs = 1_500;

async function lintWithProgress(jobs: readonly LintJob[], settings: LintSettings): Promise<readonly LintedFile[]> {
  const beganMs = Date.now();
  if (!process.stderr.isTTY) return await lintAll(jobs, settings, () => undefined);
  using line = openLiveLine(process.stderr, () => undefined);
  return await lintAll(jobs, settings, (done) => {
    if (Date.now() - beganMs > quietMs) line.say(`${done} of ${jobs.length} files`);
  });
}

interface BaselineUse {
  readonly root: string;
  readonly config: Config;
  readonly flags: LintFlags;
}

/** The first time it is written; from then on it can only become smaller. */
function againstBaseline(linted: readonly LintedFile[], { root, config, flags }: BaselineUse): readonly LintedFile[] {
  const named = typeof flags.baseline === 'string' ? resolve(flags.baseline) : undefined;
  const path = named ?? join(root, config.lint?.baseline ?? 'runbook-baseline.json');
  const older = readBaseline(path);
  if (older === undefined) {
    const baseline = baselineOf(linted, root, undefined);
    writeBaseline(path, baseline);
    writeMessage(`${path}: ${sizeOf(baseline)} findings of today are known from now on; new ones are reported.`);
    return withoutKnown(linted, baseline, root).files;
  }
  const { files, known, gone } = withoutKnown(linted, older, root);
  if (gone > 0 && flags.updateBaseline === true) writeBaseline(path, baselineOf(linted, root, older));
  const mended = gone === 0 ? '' : `, ${gone} of them mended${flags.updateBaseline === true ? ' and taken out' : ''}`;
  writeMessage(`${path}: ${sizeOf(older)} known findings${mended}; ${known} are left out here.`);
  return files;
}

function report(files: readonly LintedFile[], { format }: LintFlags): void {
  switch (format) {
    case 'text':
      writeResult([...renderFindings(files, isColoured()), ...summaryLines(countFindings(files))].join('\n'));
      return;
    case 'json':
      writeResult(renderLintJson(files));
      return;
    case 'sarif':
      writeResult(renderLintSarif(files, allRules, version));
      return;
    case 'github': {
      const notes = renderLintGithub(files);
      if (notes !== '') writeResult(notes);
      writeMessage(summaryLines(countFindings(files)).join('\n'));
      return;
    }
  }
}

function isColoured(): boolean {
  return styleFor(process.stdout, process.env).red('x') !== 'x';
}

const order: readonly Severity[] = ['info', 'warning', 'error'];

/** `strict` lets no warning through. */
function exitCodeOf(files: readonly LintedFile[], { failOn }: LintFlags, preset: Preset): number {
  const least = failOn ?? (preset === 'strict' ? 'warning' : 'error');
  const fails = files.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => order.indexOf(severity) >= order.indexOf(least)),
  );
  return fails ? 1 : 0;
}
