import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const writes = ['--no-input', '--yes-to', 'writes'];
const write = (...lines: readonly string[]) => fence('bash {effect=write}', ...lines);
const waiting = fence('bash {effect=read}', 'touch begun', '[ -e go-on ] || sleep 300');
const began = { One: write('echo one >> ids'), Two: waiting, Three: write('echo three >> ids') };
const changedNote = (lines: string, way: string) => `LOOK CHANGED runbook file, ${lines}: ${way}`;
const goesOnKept = 'the run goes on with what it began with; --use-changed goes on with the file as it is now';

async function killedAtTwo(): Promise<void> {
  project.write('deploy.md', runbookText(began));
  using started = project.start(['run', 'deploy.md', ...writes]);
  await expect.poll(() => project.exists('begun'), { timeout: 30_000, interval: 10 }).toBe(true);
  started.child.kill('SIGKILL');
  await started.ended;
  project.write('go-on', '');
}

const ids = () => project.read('ids').trim().split('\n');

describe('a runbook whose file was changed while its run stood still', () => {
  test('goes on as it was at the start, and the difference is said', async () => {
    await killedAtTwo();
    project.write('deploy.md', runbookText({ ...began, Three: write('echo other >> ids', 'echo more >> ids') }));
    const { code, stdout } = await project.run(['resume', ...writes]);
    expect({ code, ids: ids() }).toEqual({ code: 0, ids: ['one', 'three'] });
    expect(stdout).toContain(changedNote('2 lines in step 3', goesOnKept));
  });

  test('goes on as it was when the file is no runbook any more', async () => {
    await killedAtTwo();
    project.write('deploy.md', 'no runbook');
    expect((await project.run(['resume', ...writes])).code).toBe(0);
    expect(ids()).toEqual(['one', 'three']);
  });

  test('goes on as it is now where somebody says so, and a later resume does as well', async () => {
    await killedAtTwo();
    const extra = fence('bash {effect=read}', 'touch begun-again', '[ -e go-on-again ] || sleep 300');
    const changed = { ...began, Three: extra, Four: write('echo other >> ids') };
    project.write('deploy.md', runbookText(changed));
    using started = project.start(['resume', ...writes, '--use-changed']);
    await expect.poll(() => project.exists('begun-again'), { timeout: 30_000, interval: 10 }).toBe(true);
    started.child.kill('SIGKILL');
    await started.ended;
    project.write('go-on-again', '');
    project.write('deploy.md', runbookText(began));
    const { code, stdout } = await project.run(['resume', ...writes]);
    expect({ code, ids: ids(), steps: stepsOf(project) }).toEqual({
      code: 0,
      ids: ['one', 'other'],
      steps: ['one: succeeded', 'two: succeeded', 'three: succeeded', 'four: succeeded'],
    });
    expect(stdout).toContain('4/4 Four: begins');
    const report = await project.run(['report', '--no-output']);
    expect({ code: report.code, hasFour: report.stdout.includes('| 4 Four | succeeded |') }).toEqual({
      code: 0,
      hasFour: true,
    });
  });

  test('is refused where a step that was done is not in it any more', async () => {
    await killedAtTwo();
    project.write('deploy.md', runbookText({ Uno: began.One, Two: waiting }));
    const { code, stderr } = await project.run(['resume', ...writes, '--use-changed']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: [
        'the run cannot go on with the changed file: step "One" (one) has been begun or done, and is not in the file any more',
        'Leave --use-changed out: the run then goes on with the runbook that it began with.\n',
      ].join('\n'),
    });
  });

  test('is refused where the number of what was begun belongs to another command', async () => {
    await killedAtTwo();
    project.write('deploy.md', runbookText({ ...began, Two: write('echo new >> ids') + waiting }));
    const { code, stderr } = await project.run(['resume', ...writes, '--use-changed']);
    expect({ code, ids: ids() }).toEqual({ code: 2, ids: ['one'] });
    expect(stderr).toMatch(/two\.1 was begun in the step that is under way, and is another command in the file now/);
  });
});
