import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, startInTerminal } from './terminal-run.ts';
import { endOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const canMount = process.getuid?.() === 0 && isMountAllowed();
if (!canMount) console.warn('NOT TESTED HERE: a full disk, because this user may not mount a file system of its own');

function isMountAllowed(): boolean {
  using project = createProject();
  try {
    mount(project, '');
    unmount(project, '');
    return true;
  } catch {
    return false;
  }
}

/** A file system so small that a test can fill it. */
function mount(project: Project, name: string, size = '1m'): string {
  const folder = join(project.folder, name === '' ? 'mounted' : name);
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  return folder;
}

function unmount(project: Project, name: string): void {
  execFileSync('umount', ['--lazy', join(project.folder, name === '' ? 'mounted' : name)]);
}

/** Nothing more can be written; what is there stays. */
function fill(folder: string): void {
  for (let count = 0; ; count += 1) {
    try {
      writeFileSync(join(folder, `filler-${count}`), Buffer.alloc(Math.max(4_096, free(folder))));
    } catch {
      if (free(folder) === 0) return;
    }
  }
}

function free(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Long enough for its event to need a block of the disk of its own. */
const long = Array.from({ length: 6 }, () => `# ${'words '.repeat(250)}`);
const waiting = (name: string) => [...long, `touch begun-${name}`, `while [ ! -e go-on-${name} ]; do sleep 0.05; done`];
const steps = {
  One: fence('bash {effect=write}', ...waiting('one'), 'echo one >> "$CALLS"'),
  Two: fence('bash {effect=write}', ...waiting('two'), 'echo two >> "$CALLS"'),
};
const args = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes'];

describe.runIf(canMount)('a disk that is full', () => {
  let project: Project;
  let mounted: readonly string[] = [];
  const small = (name: string, size?: string) => {
    mounted = [...mounted, name];
    return mount(project, name, size);
  };
  /** Scripts and pipes need the temporary folder; the journal is kept out of it. */
  const barTemporary = () => project.write(`tmp/runbook-state-${process.getuid?.()}`, '');
  const env = () => ({ XDG_STATE_HOME: join(project.folder, 'state') });

  beforeEach(() => {
    project = createProject({ 'deploy.md': runbookText(steps) });
    mounted = [];
  });

  afterEach(() => {
    for (const name of mounted) unmount(project, name);
    project[Symbol.dispose]();
  });

  test('from the start keeps the run in another place, and says where', async () => {
    fill(small('.runbook'));
    for (const name of ['one', 'two']) project.write(`go-on-${name}`, '');
    const { code, stdout } = await project.run(args, { env: env() });
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
    expect(stdout).toMatch(/LOOK runs are kept in \S+\/state\/runbook\/\S+: .*no space left/);
    const { stdout: runs } = await project.run(['runs', 'verify'], { env: env() });
    expect(runs).toMatch(/whole, \d+ lines/);
  });

  test('in the middle first uses what was kept for it, then goes on elsewhere; nothing is lost or blocked', async () => {
    const folder = small('.runbook');
    using run = project.start(args, { env: env() });
    await comesTrue(() => project.exists('begun-one'));
    fill(folder);
    project.write('go-on-one', '');
    await comesTrue(() => project.exists('begun-two'));
    expect(run.seen()).toContain('LOOK the disk is full: the journal uses the room that was kept for it');
    fill(folder);
    // Whatever is left in the last block of the journal is used up as well.
    const name = project.runNames()[0] ?? '';
    project.write('go-on-two', '');
    const { code, stdout } = await run.ended;
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
    const { stdout: verified, code: whole } = await project.run(['runs', 'verify', name], { env: env() });
    expect({ whole, verified }).toEqual({ whole: 0, verified: expect.stringMatching(/whole, \d+ lines/) });
    const { stdout: report } = await project.run(['report', name], { env: env() });
    expect(report).toContain('succeeded');
    if (stdout.includes('is kept in')) expect(existsSync(join(project.folder, 'state/runbook'))).toBe(true);
  });

  test('by the output of an action shortens its log, says so, and fails nothing', async () => {
    const text = runbookText({
      One: fence('bash {effect=write}', 'head -c 4000000 /dev/zero | tr "\\0" x', 'echo one >> "$CALLS"'),
    });
    project.write('deploy.md', text);
    small('.runbook');
    const { code } = await project.run(args, { env: env() });
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['one'] });
    const { stdout: report } = await project.run(['report'], { env: env() });
    expect(report).toMatch(/the log ends after \d+ bytes/);
  });

  test('when a run is resumed blocks nothing either, and the next resume finds all of it', async () => {
    const folder = small('.runbook');
    using run = project.start(args, { env: env() });
    await comesTrue(() => project.exists('begun-one'));
    run.child.kill('SIGKILL');
    await run.ended;
    const [name = ''] = project.runNames();
    rmSync(join(folder, 'runs', name, '.reserve'), { force: true });
    fill(folder);
    project.write('go-on-one', '');
    const resume = ['resume', '--no-input', '--yes-to', 'writes', '--answer', 'one.1.unknown=retry'];
    using resumed = project.start(resume, { env: env() });
    await comesTrue(() => project.exists('begun-two'));
    resumed.child.kill('SIGKILL');
    await resumed.ended;
    project.write('go-on-two', '');
    const again = await project.run(['resume', '--no-input', '--yes-to', 'writes', '--answer', 'two.1.unknown=retry'], {
      env: env(),
    });
    expect({ code: again.code, calls: project.calls(), stderr: again.stderr }).toEqual({
      code: 0,
      calls: ['one', 'two'],
      stderr: '',
    });
    const { stdout: verified } = await project.run(['runs', 'verify', name], { env: env() });
    expect(verified).toMatch(/whole, \d+ lines/);
  });

  test('while a card stands there blocks nothing', async () => {
    const folder = small('.runbook');
    await using run = startInTerminal(project, ['run', 'deploy.md'], { env: env() });
    project.write('go-on-one', '');
    project.write('go-on-two', '');
    await answer(run, [
      ['the clock starts', 'r'],
      ['begun-one', 'r'],
    ]);
    await run.asks('begun-two');
    fill(folder);
    for (const name of project.runNames()) rmSync(join(folder, 'runs', name, '.reserve'), { force: true });
    fill(folder);
    await run.press('begun-two', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
    const { stdout: verified } = await project.run(['runs', 'verify'], { env: env() });
    expect(verified).toMatch(/whole, \d+ lines/);
  });

  test('everywhere ends the run before its next effect, unless that was allowed', async () => {
    const [runs, state] = [small('.runbook'), small('state')];
    barTemporary();
    const flags = [...args, '--answer', 'journal=go-on'];
    const start = async (given: readonly string[]) => {
      for (const name of ['begun-one', 'begun-two', 'go-on-one', 'go-on-two'])
        rmSync(join(project.folder, name), { force: true });
      for (const folder of [runs, state])
        for (const name of readdirSync(folder)) if (name.startsWith('filler')) rmSync(join(folder, name));
      const run = project.start(given, { env: env() });
      await comesTrue(() => project.exists('begun-one'));
      // The reserve goes first, then there is no place left.
      for (let round = 0; round < 2; round += 1) for (const folder of [runs, state]) fill(folder);
      for (const name of project.runNames()) rmSync(join(runs, 'runs', name, '.reserve'), { force: true });
      fill(runs);
      project.write('go-on-one', '');
      project.write('go-on-two', '');
      return run;
    };
    using refused = await start(args);
    const ended = await refused.ended;
    expect({ code: ended.code, calls: project.calls() }).toEqual({ code: 1, calls: ['one'] });
    expect(ended.stdout).toMatch(/the journal cannot be kept anywhere: .*in memory only/);
    using allowed = await start(flags);
    const went = await allowed.ended;
    expect({ code: went.code, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'one', 'two'] });
  });

  test('everywhere is asked about in a terminal, by a key of its own', async () => {
    const folders = [small('.runbook'), small('state')];
    barTemporary();
    await using run = startInTerminal(project, ['run', 'deploy.md'], { env: env() });
    await answer(run, [
      ['the clock starts', 'r'],
      ['begun-one', 'r'],
    ]);
    await comesTrue(() => project.exists('begun-one'));
    for (const folder of folders) fill(folder);
    for (const name of project.runNames()) rmSync(join(folders[0] ?? '', 'runs', name, '.reserve'), { force: true });
    for (const folder of folders) fill(folder);
    project.write('go-on-one', '');
    project.write('go-on-two', '');
    const card = await run.asks('THE JOURNAL CANNOT BE KEPT');
    expect(card).toContain('[g] go on without it');
    await run.press('THE JOURNAL CANNOT BE KEPT', 'g');
    for (const folder of folders)
      for (const name of readdirSync(folder)) if (name.startsWith('filler')) rmSync(join(folder, name));
    await run.press('begun-two', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
    expect(endOf(project).at(-1)).toMatch(/^succeeded/);
    expect((await project.run(['runs', 'verify'], { env: env() })).code).toBe(0);
  });
});
