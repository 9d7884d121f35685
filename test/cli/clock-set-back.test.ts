import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { comesTrue } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

/** The clock of the wall goes back by an hour as soon as the file `back` is there; that of the machine goes on. */
const setBack = `
import { existsSync } from 'node:fs';
const Real = Date;
const file = new URL('back', import.meta.url);
const now = () => Real.now() - (existsSync(file) ? 3_600_000 : 0);
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};
`;

const waiting = ['touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done'];
const steps = {
  'One (1 minute)': fence('bash {effect=write}', 'echo one >> "$CALLS"', 'touch back'),
  'Two (1 minute)': fence('bash {effect=write}', ...waiting, 'echo two >> "$CALLS"'),
};
const writes = ['--no-input', '--yes-to', 'writes'];

function projectWithClock() {
  const project = createProject({ 'deploy.md': runbookText(steps, { front: 'budget: 5m' }), 'clock.mjs': setBack });
  return { project, env: { NODE_OPTIONS: `--import=${join(project.folder, 'clock.mjs')}` } };
}

/** Times since the start as the journal has them. */
function timesOf(project: Project): readonly number[] {
  return project.events().map(({ monoMs }) => monoMs);
}

function expectSaneTimes(project: Project): void {
  const times = timesOf(project);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(Math.max(...times)).toBeLessThan(120_000);
  expect(project.events().flatMap((event) => ('elapsedMs' in event ? [event.elapsedMs] : []))).toSatisfy(
    (elapsed: readonly number[]) => elapsed.every((ms) => ms >= 0 && ms < 120_000),
  );
}

describe('a clock that is set back by an hour', () => {
  test('in the middle of a run changes no duration, no verdict and no order', async () => {
    const { project, env } = projectWithClock();
    using _own = project;
    project.write('go-on', '');
    const { code, stdout } = await project.run(['run', 'deploy.md', ...writes], { env });
    expect({ code, steps: stepsOf(project), end: endOf(project) }).toEqual({
      code: 0,
      steps: ['one: succeeded', 'two: succeeded'],
      end: ['succeeded, exit code 0'],
    });
    expect(stdout).toMatch(/^0:0\d SUCCEEDED, 0:0\d of 5:00, within budget/m);
    const [first, last] = [project.events().at(0)?.at ?? '', project.events().at(-1)?.at ?? ''];
    expect(Date.parse(first) - Date.parse(last)).toBeGreaterThan(3_500_000);
    expectSaneTimes(project);
    expect((await project.run(['runs', 'verify'], { env })).stdout).toMatch(/whole, \d+ lines/);
    const report = await project.run(['report', '--format', 'md'], { env });
    expect(report.code).toBe(0);
    expect(report.stdout.indexOf('One: succeeded')).toBeLessThan(report.stdout.indexOf('Two: succeeded'));
  });

  test('between a kill and the resume takes no time away from the run', async () => {
    const { project, env } = projectWithClock();
    using _own = project;
    using run = project.start(['run', 'deploy.md', ...writes], { env });
    await comesTrue(() => project.exists('begun'));
    run.child.kill('SIGKILL');
    await run.ended;
    const before = Math.max(...timesOf(project));
    project.write('go-on', '');
    const { code } = await project.run(['resume', ...writes, '--answer', 'two.1.unknown=retry'], { env });
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
    expect(timesOf(project).at(-1)).toBeGreaterThanOrEqual(before);
    expectSaneTimes(project);
  });
});
