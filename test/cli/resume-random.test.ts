import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { askedFor } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const moments = 100;
const atOnce = 4;
const seed = Number(process.env['RUNBOOK_TEST_SEED'] ?? Date.now() % 1_000_000);

/** Writes that say that they were made, with time for a kill before and after; some steps can be looked at, some not. */
const write = (name: string) => fence('bash {effect=write}', 'sleep 0.03', `echo ${name} >> ids`, 'sleep 0.03');
const check = (name: string) => fence(`bash {check="" effect=read id=${name}-there}`, `grep -x ${name} ids`);
const text = runbookText(
  {
    One: write('one'),
    Two: fence('bash {effect=read capture=found}', 'head -1 ids') + write('two') + check('two'),
    Three: `Only if it is so:\n\n${write('three')}${write('four')}`,
    Four: fence('bash {effect=write}', `[ "$FOUND" = one ]`, 'echo five >> ids') + check('five'),
  },
  {
    after: `## Success Criteria\n\n- [ ] All there\n\n${fence('bash {check="All there" effect=read}', 'sort -u ids | wc -l | grep -x 5')}`,
  },
);
const given = ['--no-input', '--yes-to', 'writes', '--answer', 'three=yes'];
const names = ['one', 'two', 'three', 'four', 'five'];

/** The same numbers for the same seed, from 0 to 1. */
function numbersFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function made(project: Project): readonly string[] {
  return project.exists('ids') ? project.read('ids').trim().split('\n') : [];
}

/** What the newest run has ended as; undefined where it has not, or had not begun. */
function outcomeOf(project: Project): string | undefined {
  const name = project.runNames().at(-1);
  const journal = `.runbook/runs/${name}/journal.jsonl`;
  if (name === undefined || !project.exists(journal)) return undefined;
  return /"type":"run-ended","outcome":"(\w+)"/.exec(project.read(journal).trimEnd().split('\n').at(-1) ?? '')?.[1];
}

/** As a responder would answer who looks into the file: what is there was done, what is not there is run again. */
function answersTo(stderr: string, project: Project): readonly string[] {
  return askedFor(stderr).flatMap(([flag = '']) => {
    const [, id = ''] = /^--answer (\S+)=/.exec(flag) ?? [];
    if (id.endsWith('.running')) return ['--answer', `${id}=stop`];
    const name = { 'one.1': 'one', 'two.2': 'two', 'three.1': 'three', 'three.2': 'four', 'four.1': 'five' }[
      id.replace('.unknown', '')
    ];
    return ['--answer', `${id}=${made(project).includes(name ?? '') ? 'by-hand' : 'retry'}`];
  });
}

async function startedAndKilled(project: Project, args: readonly string[], afterMs: number) {
  using started = project.start(args);
  await Promise.race([delay(afterMs), started.ended]);
  started.child.kill('SIGKILL');
  return await started.ended;
}

/** Kills the run, then perhaps its resumes as well, and goes on until it has ended. Whether a write was lost sight of. */
async function survive(index: number, wholeMs: number): Promise<boolean> {
  const random = numbersFrom(seed * 1_000 + index);
  using project = createProject({ 'deploy.md': text });
  const story: string[] = [];
  const begin = ['run', 'deploy.md', ...given];
  await startedAndKilled(project, begin, random() * wholeMs);
  let answers: readonly string[] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    const before = made(project);
    const args = ['resume', ...given, ...answers];
    const isKilled = turn < 4 && random() < 0.3;
    const { code, stdout, stderr } = isKilled
      ? await startedAndKilled(project, args, random() * wholeMs)
      : await project.run(args);
    story.push(
      `${args.join(' ')}${isKilled ? ' (killed)' : ''}: ${code}\n${stdout}${stderr}ids before: ${before}, after: ${made(project)}`,
    );
    if (stderr.startsWith('no run of this project') || stderr.startsWith('there are no runs')) {
      if (outcomeOf(project) === 'succeeded') break;
      await project.run(begin);
    }
    if (code === 0) break;
    answers = code === 2 ? answersTo(stderr, project) : [];
  }
  const why = `moment ${index} of seed ${seed}\n${story.join('\n')}`;
  expect({ made: made(project), outcome: outcomeOf(project) }, why).toEqual({
    made: names,
    outcome: 'succeeded',
  });
  return project.everythingKept().includes('"outcome":"unknown"');
}

test(`killed at ${moments} random moments, a run that is gone on with makes every write once and misses none`, async () => {
  using project = createProject({ 'deploy.md': text });
  const beganMs = performance.now();
  const whole = await project.run(['run', 'deploy.md', ...given]);
  expect(whole.code, whole.stderr).toBe(0);
  const wholeMs = performance.now() - beganMs;
  let next = 0;
  let unknown = 0;
  const worker = async () => {
    while (next < moments) {
      next += 1;
      if (await survive(next, wholeMs * 1.5)) unknown += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  // Else the moments were all too early or too late to say anything.
  expect(unknown).toBeGreaterThan(moments / 10);
}, 600_000);
