import { chmodSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { stateFoldersOf } from '../../src/journal/state-folder.ts';
import { fence, runbookText } from './runbook-text.ts';
import { comesTrue } from './terminal-run.ts';
import { createProject } from './unattended-project.ts';

test('a run that somebody else may have put into the temporary folder is neither listed nor gone on with', async () => {
  using project = createProject({
    'deploy.md': runbookText({ One: fence('bash {effect=write}', 'touch begun', '[ -e go-on ] || sleep 300') }),
  });
  using started = project.start(['run', 'deploy.md', '--no-input', '--yes-to', 'writes']);
  await comesTrue(() => project.exists('begun'));
  started.child.kill('SIGKILL');
  await started.ended;
  const [name = ''] = project.runNames();
  const [, , state = ''] = stateFoldersOf(project.folder, { TMPDIR: join(project.folder, 'tmp') });
  mkdirSync(join(state, 'runs'), { recursive: true, mode: 0o700 });
  renameSync(join(project.folder, '.runbook/runs', name), join(state, 'runs', name));
  const listed = async () => (await project.run(['runs'])).stdout.trimEnd().split('\n').at(-1);
  expect(await listed()).toBe('1 run');

  chmodSync(dirname(state), 0o777);
  expect(await listed()).toBe('0 runs');
  project.write('go-on', '');
  const { code, stderr } = await project.run(['resume', '--no-input', '--answer', 'one.1.unknown=retry']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'there are no runs in this project\nrunbook run FILE makes one.\n',
  });
});
