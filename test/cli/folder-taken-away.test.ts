import { chmodSync, chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { comesTrue } from './terminal-run.ts';
import { createProject, type Project, plainUser, type StartOptions } from './unattended-project.ts';

const waiting = (name: string) => [`touch begun-${name}`, `while [ ! -e go-on-${name} ]; do sleep 0.05; done`];
const steps = {
  One: fence('bash {effect=write}', ...waiting('one'), 'echo said one; echo one >> "$CALLS"'),
  Two: fence('bash {effect=write}', ...waiting('two'), 'echo said two; echo two >> "$CALLS"'),
};
const args = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes'];

describe('a run folder that may not be written any more', () => {
  let project: Project;
  const uid = plainUser();
  const options = (): StartOptions => ({
    uid,
    env: { NODE_COMPILE_CACHE: undefined, XDG_STATE_HOME: join(project.folder, 'home/state') },
  });

  beforeEach(() => {
    project = createProject({ 'deploy.md': runbookText(steps) });
    if (process.getuid?.() === 0) {
      for (const name of ['', ...readdirSync(project.folder)]) chownSync(join(project.folder, name), uid, uid);
    }
  });

  afterEach(() => {
    for (const name of project.runNames()) chmodSync(join(project.folder, '.runbook/runs', name), 0o700);
    project[Symbol.dispose]();
  });

  test('in the middle blocks nothing and loses nothing: the run is whole, and what is not kept is said', async () => {
    using run = project.start(args, options());
    await comesTrue(() => project.exists('begun-one'));
    for (const name of project.runNames()) chmodSync(join(project.folder, '.runbook/runs', name), 0o500);
    project.write('go-on-one', '');
    await comesTrue(() => project.exists('begun-two'));
    project.write('go-on-two', '');
    const { code, stdout } = await run.ended;
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two'] });
    expect(stdout).toMatch(/LOOK the session cannot be kept, .*: EACCES/);
    expect(stdout).toMatch(/LOOK two\.1: no log of this output is kept: EACCES/);
    const verified = await project.run(['runs', 'verify'], options());
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/whole, \d+ lines/) });
    const report = await project.run(['report', '--format', 'md'], options());
    expect(report.stdout).toContain('said two\n');
    expect(report.stdout).not.toContain('is gone');
  });
});
