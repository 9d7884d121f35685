import { echoRunbook, plainEcho } from './echo-runbook.ts';
import { interleave } from './interleave.ts';
import { programFile, timeProgram } from './program.ts';
import { spreadOf } from './spread.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

const few = 10;
const many = 60;

/** What one more step costs: the slope between runs of few and of many steps, and the same for `bash -c` in a loop. */
export async function benchSteps(): Promise<void> {
  using workplace = createWorkplace();
  const samples = await interleave(
    [few, many].flatMap((steps) => [runbookOf(steps, workplace), bashOf(steps, workplace)]),
    { rounds: 12, warmUps: 2 },
  );
  const runbook = slopes(samples, runbookName);
  const bash = slopes(samples, bashName);
  const over = runbook.map((ms, index) => ms - (bash[index] ?? Number.NaN));
  console.log(`\nTime per further step, from runs of ${few} and ${many} annotated echo steps, journal flushed`);
  print('runbook', runbook);
  print('bash -c, started from a loop in Node', bash);
  print('over bash', over, 'aim <= 8 ms');
}

function runbookName(steps: number): string {
  return `runbook ${steps}`;
}

function bashName(steps: number): string {
  return `bash ${steps}`;
}

function runbookOf(steps: number, workplace: Workplace) {
  const { folder, environment } = workplace;
  const text = echoRunbook({ steps, annotation: '{effect=read}', command: plainEcho });
  const file = workplace.write(`steps-${steps}.md`, text);
  const command = [process.execPath, programFile, 'run', file, '--no-input', '--yes-to', 'reads'] as const;
  return {
    name: runbookName(steps),
    prepare: () => workplace.forgetRuns(),
    sample: () => timeProgram({ command, folder, environment }),
  };
}

function bashOf(steps: number, { folder, environment }: Workplace) {
  const sample = async () => {
    const beganMs = performance.now();
    for (let step = 1; step <= steps; step += 1)
      await timeProgram({ command: ['bash', '-c', plainEcho(step)], folder, environment });
    return performance.now() - beganMs;
  };
  return { name: bashName(steps), sample };
}

/** One for each round: the two runs of a round were close to each other. */
function slopes(samples: ReadonlyMap<string, readonly number[]>, name: (steps: number) => string): readonly number[] {
  const short = samples.get(name(few)) ?? [];
  const long = samples.get(name(many)) ?? [];
  return long.map((ms, round) => (ms - (short[round] ?? Number.NaN)) / (many - few));
}

function print(name: string, ms: readonly number[], aim = ''): void {
  const { median, lower, upper } = spreadOf(ms);
  const shown = `${median.toFixed(1)} ms  (${lower.toFixed(1)} to ${upper.toFixed(1)})`;
  console.log(`  ${name.padEnd(44)} ${shown}  ${aim}`.trimEnd());
}
