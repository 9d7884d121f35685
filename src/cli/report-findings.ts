import { allRules } from '../lint/all-rules.ts';
import {
  createLintCounter,
  createLintJson,
  type LintCounts,
  type LintReport,
  lintGithub,
  summaryLines,
} from '../reporters/lint-report.ts';
import { createLintSarif } from '../reporters/lint-sarif.ts';
import { styleFor } from '../terminal/style.ts';
import type { OpenBaseline } from './baseline.ts';
import type { LintedFile } from './lint-job.ts';
import { openLiveLine } from './live-line.ts';
import { writeMessage, writeResult } from './output.ts';
import { renderFindings } from './render-findings.ts';
import { version } from './version.ts';

export type LintFormat = 'text' | 'json' | 'sarif' | 'github';

interface Reporting {
  readonly format: LintFormat;
  readonly baseline: Pick<OpenBaseline, 'left'> | undefined;
  /** How many files there will be. */
  readonly count: number;
}

/** Says what was found as it is found, and keeps nothing but how much it was. */
export async function reportFindings(
  linted: AsyncIterable<LintedFile> | Iterable<LintedFile>,
  { format, baseline, count }: Reporting,
): Promise<LintCounts> {
  const { begin, of, end } = reportIn(format);
  const counter = createLintCounter();
  using progress = openProgress(format, count);
  writePiece(begin);
  for await (const file of linted) {
    const left = baseline?.left(file) ?? file;
    counter.add(left);
    writePiece(of(left));
    progress.say(counter.counts().files);
  }
  const counts = counter.counts();
  writePiece(end(counts));
  if (format === 'github') writeMessage(summaryLines(counts).join('\n'));
  return counts;
}

function writePiece(text: string): void {
  if (text !== '') writeResult(text);
}

/** How files are told of, one after the other. */
interface FileReport extends Pick<LintReport, 'begin' | 'end'> {
  of(file: LintedFile): string;
}

function reportIn(format: LintFormat): FileReport {
  switch (format) {
    case 'text': {
      const colour = styleFor(process.stdout, process.env).red('x') !== 'x';
      // Each ends with a line of its own, below which there is an empty one.
      const of = (file: LintedFile) =>
        renderFindings(file, colour)
          .map((text) => `${text}\n`)
          .join('');
      return { begin: '', of, end: (counts) => summaryLines(counts).join('\n') };
    }
    case 'json':
      return createLintJson();
    case 'sarif':
      return createLintSarif(allRules, version);
    case 'github':
      return lintGithub;
  }
}

/** Only what takes longer than a moment is told of, and not between findings. */
const quietMs = 1_500;

function openProgress(format: LintFormat, count: number) {
  const beganMs = Date.now();
  if (!process.stderr.isTTY || (format === 'text' && process.stdout.isTTY))
    return { say: () => undefined, [Symbol.dispose]: () => undefined };
  const line = openLiveLine(process.stderr, () => undefined);
  return {
    say: (done: number) => {
      if (Date.now() - beganMs > quietMs) line.say(`${done} of ${count} files`);
    },
    [Symbol.dispose]: () => line[Symbol.dispose](),
  };
}
