import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import * as v from 'valibot';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { errorCode } from '../diagnostics/error-code.ts';
import { parseJson } from '../diagnostics/parse-json.ts';
import type { LintedFile } from '../project/lint-job.ts';
import { UsageError } from '../project/usage-error.ts';
import { writeMessage } from './output.ts';

/** How often a finding stands in a file, by file, code, and a digest of its line: lines may move, and not come back. */
export type Baseline = ReadonlyMap<string, number>;

const baselineSchema = v.object({
  v: v.literal(1),
  files: v.record(v.string(), v.record(v.string(), v.record(v.string(), v.number()))),
});

/** A baseline that files are held against, one after the other. */
export interface OpenBaseline extends Pick<AgainstBaseline, 'left'> {
  /** When all files were met: says how many are known, and keeps what is. */
  close(): void;
}

/** The first time it is written; from then on it can only become smaller. */
export function openBaseline(path: string, root: string, isUpdating: boolean): OpenBaseline {
  const older = readBaseline(path);
  if (older === undefined) refuseInCi(path);
  const { left, counts, met } = againstBaseline(older, root);
  const close = () => {
    const { known, gone } = counts();
    if (older === undefined) {
      writeBaseline(path, met());
      writeMessage(`${path}: ${known} findings of today are known from now on; new ones are reported.`);
      return;
    }
    if (gone > 0 && isUpdating) writeBaseline(path, met());
    const mended = gone === 0 ? '' : `, ${gone} of them mended${isUpdating ? ' and taken out' : ''}`;
    writeMessage(`${path}: ${sizeOf(older)} known findings${mended}; ${known} are left out here.`);
  };
  return { left, close };
}

/** There nobody would commit it, and everything would be known for ever. */
function refuseInCi(path: string): void {
  if (!/^(?:1|true)$/i.test(process.env['CI'] ?? '')) return;
  throw new UsageError(
    `there is no baseline at ${path}`,
    'Let --baseline write it on your own machine, and commit it.',
  );
}

function readBaseline(path: string): Baseline | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
    if (errorCode(cause) === 'EISDIR')
      throw new UsageError(
        `${path} is a folder, and --baseline FILE wants its file`,
        'Write --baseline behind the paths.',
      );
    throw new UsageError(`${path} cannot be read`, 'Check that you may read it.', { cause });
  }
  const result = v.safeParse(baselineSchema, parseJson(text));
  if (!result.success)
    throw new UsageError(`${path} is no baseline of this version`, 'Remove it and let --baseline write a new one.');
  return new Map(
    Object.entries(result.output.files).flatMap(([file, codes]) =>
      Object.entries(codes).flatMap(([code, lines]) =>
        Object.entries(lines).map(([line, count]) => [keyOf(file, code, line), count] as const),
      ),
    ),
  );
}

/** Holds files against a baseline, one after the other. */
interface AgainstBaseline {
  /** The file without what the baseline knows, as much of each as it holds; the rest is new. */
  left(file: LintedFile): LintedFile;
  /** How many were left out, and how many of the baseline were not met again. */
  readonly counts: () => { readonly known: number; readonly gone: number };
  /** Of the baseline what was met again: it only gets better. Without one all that was met. */
  readonly met: () => Baseline;
}

function againstBaseline(older: Baseline | undefined, root: string): AgainstBaseline {
  const met = new Map<string, number>();
  let known = 0;
  return {
    left(file) {
      const keys = keysOf(file, root);
      const diagnostics = file.diagnostics.filter((_, index) => {
        const key = keys[index] ?? '';
        const count = met.get(key) ?? 0;
        const isKnown = older === undefined || count < (older.get(key) ?? 0);
        if (isKnown) {
          met.set(key, count + 1);
          known += 1;
        }
        return !isKnown;
      });
      return { ...file, diagnostics };
    },
    counts: () => ({ known, gone: older === undefined ? 0 : sizeOf(older) - known }),
    met: () => met,
  };
}

/** One line for each finding, in order, so that two branches that mend different things do not collide. */
function writeBaseline(path: string, baseline: Baseline): void {
  const files: Record<string, Record<string, Record<string, number>>> = {};
  for (const [key, count] of [...baseline].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [file = '', code = '', line = ''] = key.split('\0');
    const codes = files[file] ?? {};
    files[file] = { ...codes, [code]: { ...codes[code], [line]: count } };
  }
  writeFileSync(path, `${JSON.stringify({ v: 1, files }, undefined, 2)}\n`);
}

function sizeOf(baseline: Baseline): number {
  return sum(baseline.values());
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

function keysOf({ path, diagnostics }: LintedFile, root: string): readonly string[] {
  if (diagnostics.length === 0) return [];
  const lines = path === '-' ? [] : readFileSync(path, 'utf8').split(/\r\n|\n|\r/);
  const file = relative(root, path).replaceAll('\\', '/');
  return diagnostics.map((diagnostic: Diagnostic) =>
    keyOf(file, diagnostic.code, digestOf(lines[diagnostic.place.line - 1] ?? '')),
  );
}

function digestOf(line: string): string {
  return createHash('sha256').update(line.trim()).digest('hex').slice(0, 12);
}

function keyOf(file: string, code: string, line: string): string {
  return [file, code, line].join('\0');
}
