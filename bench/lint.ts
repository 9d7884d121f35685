import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from './interleave.ts';
import { interleave } from './interleave.ts';
import { measureProgram } from './peak-memory.ts';
import { printComparison } from './print-comparison.ts';
import { programFile } from './program.ts';
import { spreadOf } from './spread.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

const count = 10_000;
const linesEach = 100;
const fixture = join(import.meta.dirname, '..', 'test', 'fixtures', 'seed', 'payment-processor.md');
const peer = 'markdownlint-cli2';
const ours = 'runbook lint';

/** 10,000 files of 100 lines, against the linter of Markdown that most people have. */
export async function benchLint(): Promise<void> {
  using workplace = createWorkplace();
  writeFiles(workplace);
  const peaks: number[] = [];
  const candidates = [...peerCandidates(workplace), oursOf(workplace, peaks)];
  const samples = await interleave(candidates, { rounds: 2, warmUps: 0 });
  console.log(`\nLinting ${count} files of ${linesEach} lines`);
  const base = samples.has(peer) ? peer : ours;
  printComparison({ unit: 'ms', samples, base, aims: [{ name: ours, ratio: { is: 'at-most', value: 1 } }] });
  console.log(`  peak memory of ${ours}: ${spreadOf(peaks).median.toFixed(0)} MB`);
}

/** The payment processor's runbook under other names, in a hundred folders. */
function writeFiles({ folder, write }: Workplace): void {
  const text = readFileSync(fixture, 'utf8').split('\n').slice(0, linesEach).join('\n');
  for (let index = 0; index < count; index += 1) {
    const below = `runbooks/team-${index % 100}`;
    mkdirSync(join(folder, below), { recursive: true });
    write(`${below}/service-${index}.md`, text.replaceAll('payment-processor', `service-${index}`));
  }
}

function oursOf({ folder, environment }: Workplace, peaks: number[]): Candidate {
  const sample = async () => {
    const command = [process.execPath, programFile, 'lint', '--format', 'json'] as const;
    const { code, elapsedMs, peakMb } = await measureProgram(command, { cwd: folder, env: environment });
    if (code !== 1) throw new Error(`${ours} ended with ${code}`);
    peaks.push(peakMb);
    return elapsedMs;
  };
  return { name: ours, sample };
}

function peerCandidates({ folder, environment }: Workplace): readonly Candidate[] {
  if (spawnSync(peer, ['--help']).error !== undefined) {
    console.log(`  ${peer} is not on PATH and is left out`);
    return [];
  }
  const sample = async () => {
    const { code, elapsedMs } = await measureProgram([peer, 'runbooks/**/*.md'], { cwd: folder, env: environment });
    if (code !== 1) throw new Error(`${peer} ended with ${code}`);
    return elapsedMs;
  };
  return [{ name: peer, sample }];
}
