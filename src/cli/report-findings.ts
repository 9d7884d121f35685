import { allRules } from '../lint/all-rules.ts';
import type { LintedFile } from '../project/lint-job.ts';
import {
  createLintCounter,
  createLintJson,
  type LintCounts,
  type LintReport,
  lintGithub,
  summaryLines,
} from '../reporters/lint-report.ts';
import { createLintSarif } from '../reporters/lint-sarif.ts';
import type { OpenBaseline } from './baseline.ts';
import { frameOf } from './frame-of.ts';
import { openLiveLine } from './live-line.ts';
import { writeColouredResult, writeMessage, writeResult } from './output.ts';
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
  const { begin, of, end, write } = reportIn(format);
  const writePiece = (text: string) => {
    if (text !== '') write(text);
  };
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

/** How files are told of, one after the other. */
interface FileReport extends Pick<LintReport, 'begin' | 'end'> {
  of(file: LintedFile): string;
  readonly write: (text: string) => void;
}

function reportIn(format: LintFormat): FileReport {
  switch (format) {
    case 'text': {
      const frame = frameOf(process.stdout);
      const of = (file: LintedFile) =>
        renderFindings(file, frame)
          .map((text) => `${text}\n`)
          .join('');
      // What comes out of a file was made harmless before it was coloured.
      return { begin: '', of, end: (counts) => summaryLines(counts).join('\n'), write: writeColouredResult };
    }
    case 'json':
      return { ...createLintJson(), write: writeResult };
    case 'sarif':
      return { ...createLintSarif(allRules, version), write: writeResult };
    case 'github':
      return { ...lintGithub, write: writeResult };
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
