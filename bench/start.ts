import { echoRunbook, plainEcho } from './echo-runbook.ts';
import { timeBareNode, timeFirstPrompt } from './first-prompt.ts';
import { type Candidate, interleave } from './interleave.ts';
import { type Aim, printComparison } from './print-comparison.ts';
import { programFile, timeProgram } from './program.ts';
import { runmeCandidates } from './runme.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

const plan = { rounds: 20, warmUps: 3 };

/** How long it takes until a person is asked, and how long a whole run of three steps takes. */
export async function benchStart(): Promise<void> {
  using workplace = createWorkplace();
  console.log('\nStart to first prompt, in a pseudo-terminal');
  const prompt = await interleave(promptCandidates(workplace), plan);
  printComparison({ unit: 'ms', samples: prompt, base: bareNode, aims: [annotatedAim, plainAim] });
  console.log('\nWhole run of three echo steps, unattended, journal flushed');
  const whole = await interleave([...wholeRunCandidates(workplace), ...runmeCandidates(workplace)], plan);
  printComparison({ unit: 'ms', samples: whole, base: bareNode, aims: [annotatedAim, plainAim] });
}

const bareNode = 'node -e 0';
const annotated = 'annotated {effect=read}';
const plain = 'not annotated';
const withGrammar = 'not annotated, with variables';

const annotatedAim: Aim = { name: annotated, ratio: { is: 'at-most', value: 2.5 } };
const plainAim: Aim = { name: plain, ratio: { is: 'at-most', value: 4 } };

interface Variant {
  readonly name: string;
  readonly file: string;
}

function writeVariants(workplace: Workplace): readonly Variant[] {
  const write = (name: string, file: string, annotation: string, command: (step: number) => string): Variant => ({
    name,
    file: workplace.write(file, echoRunbook({ steps: 3, annotation, command })),
  });
  return [
    write(annotated, 'annotated.md', '{effect=read}', plainEcho),
    write(plain, 'plain.md', '', plainEcho),
    write(withGrammar, 'variables.md', '', (step) => `echo "line ${step} of $HOME"`),
  ];
}

function promptCandidates(workplace: Workplace): readonly Candidate[] {
  const variants = writeVariants(workplace).map(({ name, file }) => ({
    name,
    sample: () => timeFirstPrompt(file, workplace),
  }));
  return [{ name: bareNode, sample: () => timeBareNode(workplace) }, ...variants];
}

function wholeRunCandidates(workplace: Workplace): readonly Candidate[] {
  const { folder, environment } = workplace;
  const time = (...args: string[]) => timeProgram({ command: [process.execPath, ...args], folder, environment });
  const variants = writeVariants(workplace).map(({ name, file }) => ({
    name,
    prepare: () => workplace.forgetRuns(),
    sample: () => time(programFile, 'run', file, '--no-input', '--yes-to', 'reads'),
  }));
  return [{ name: bareNode, sample: () => time('-e', '0') }, ...variants];
}
