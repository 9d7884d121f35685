import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { echoRunbook } from './echo-runbook.ts';
import { interleave } from './interleave.ts';
import { measureProgram } from './peak-memory.ts';
import { printComparison } from './print-comparison.ts';
import { programFile, timeProgram } from './program.ts';
import { spreadOf } from './spread.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

const bytes = 1_000_000_000;

/** Lines of text, as fast as a program can write them. */
const flood = `yes "one line of output as a program writes it, of eighty characters all in all.." | head -c ${bytes}`;

/** How fast output gets through a step into its log, and how much memory that takes. */
export async function benchOutput(): Promise<void> {
  using workplace = createWorkplace();
  const peaks: number[] = [];
  const samples = await interleave([teeOf(workplace), stepOf(workplace, peaks)], { rounds: 5, warmUps: 1 });
  const speeds = new Map(
    [...samples].map(([name, times]) => [name, times.map((ms) => bytes / 1_000_000 / (ms / 1_000))] as const),
  );
  console.log('\n1 GB of output through a step, logged and digested');
  const ratio = { is: 'at-least', value: 0.5 } as const;
  printComparison({ unit: 'MB/s', samples: speeds, base: teeName, aims: [{ name: stepName, ratio }] });
  console.log(`  peak memory of the runner: ${spreadOf(peaks).median.toFixed(0)} MB  aim < 150 MB`);
}

const teeName = 'bash | tee FILE';
const stepName = 'a step';

function teeOf({ folder, environment }: Workplace) {
  const file = join(folder, 'tee.log');
  const command = ['bash', '-c', `{ ${flood}; } | tee ${file}`] as const;
  const prepare = () => rmSync(file, { force: true });
  return { name: teeName, prepare, sample: () => timeProgram({ command, folder, environment }) };
}

function stepOf(workplace: Workplace, peaks: number[]) {
  // Without `pipefail`, which would make a failure of the end that `head` puts to `yes`.
  const command = () => `set +o pipefail\n${flood}`;
  // `yes` alone would be taken for a command that never ends.
  const annotation = '{effect=read timeout=10m}';
  const file = workplace.write('flood.md', echoRunbook({ steps: 1, annotation, command }));
  const sample = async () => {
    const { elapsedMs, peakMb } = await timeStep(file, workplace);
    peaks.push(peakMb);
    return elapsedMs;
  };
  return { name: stepName, prepare: () => workplace.forgetRuns(), sample };
}

async function timeStep(file: string, { folder, environment }: Workplace) {
  const command = [process.execPath, programFile, 'run', file, '--no-input', '--yes-to', 'reads'] as const;
  const { code, ...measured } = await measureProgram(command, { cwd: folder, env: environment });
  if (code !== 0) throw new Error(`the run of ${file} ended with ${code}`);
  return measured;
}
