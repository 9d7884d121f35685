import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import * as v from 'valibot';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { errorCode } from '../diagnostics/error-code.ts';
import { parseJson } from '../diagnostics/parse-json.ts';
import type { LintedFile } from './lint-job.ts';
import { UsageError } from './usage-error.ts';

/** How often a finding stands in a file, by file, code, and a digest of its line: lines may move, and not come back. */
export type Baseline = ReadonlyMap<string, number>;

const baselineSchema = v.object({
  v: v.literal(1),
  files: v.record(v.string(), v.record(v.string(), v.record(v.string(), v.number()))),
});

export function readBaseline(path: string): Baseline | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined;
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

/** Findings of the baseline are left out, as many of each as it holds; the rest is new. */
export function withoutKnown(
  files: readonly LintedFile[],
  baseline: Baseline,
  root: string,
): { readonly files: readonly LintedFile[]; readonly known: number; readonly gone: number } {
  const left = new Map(baseline);
  let known = 0;
  const fresh = files.map((file) => {
    const keys = keysOf(file, root);
    const diagnostics = file.diagnostics.filter((_, index) => {
      const key = keys[index] ?? '';
      const count = left.get(key) ?? 0;
      if (count > 0) {
        left.set(key, count - 1);
        known += 1;
      }
      return count === 0;
    });
    return { ...file, diagnostics };
  });
  return { files: fresh, known, gone: sum(left.values()) };
}

/** Of two baselines what both hold: it only gets better. Without an older one all of today's findings. */
export function baselineOf(files: readonly LintedFile[], root: string, older: Baseline | undefined): Baseline {
  const counts = new Map<string, number>();
  for (const key of files.flatMap((file) => keysOf(file, root))) counts.set(key, (counts.get(key) ?? 0) + 1);
  if (older === undefined) return counts;
  const both = [...counts].map(([key, count]) => [key, Math.min(count, older.get(key) ?? 0)] as const);
  return new Map(both.filter(([, count]) => count > 0));
}

/** One line for each finding, in order, so that two branches that mend different things do not collide. */
export function writeBaseline(path: string, baseline: Baseline): void {
  const files: Record<string, Record<string, Record<string, number>>> = {};
  for (const [key, count] of [...baseline].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [file = '', code = '', line = ''] = key.split('\0');
    const codes = files[file] ?? {};
    files[file] = { ...codes, [code]: { ...codes[code], [line]: count } };
  }
  writeFileSync(path, `${JSON.stringify({ v: 1, files }, undefined, 2)}\n`);
}

export function sizeOf(baseline: Baseline): number {
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
