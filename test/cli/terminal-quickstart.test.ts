import { cpSync, existsSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { processesOf } from './processes.ts';
import { answer, startInTerminal } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject } from './unattended-project.ts';

const root = resolve(import.meta.dirname, '../..');

test.skipIf(!existsSync('/proc/self'))(
  'the quickstart runs by keys to SUCCEEDED and leaves nothing behind',
  async () => {
    using project = createProject();
    cpSync(join(root, 'runbooks'), join(project.folder, 'runbooks'), {
      recursive: true,
      filter: (path) => basename(path) !== '.drills',
    });
    symlinkSync(join(root, 'node_modules'), join(project.folder, 'node_modules'));
    const own = join(project.folder, 'tmp');
    await using run = startInTerminal(project, ['run', 'runbooks/quickstart.md']);
    await answer(run, [
      ['the clock starts when you start', 'r'],
      ['start.mjs', 'r'],
    ]);
    await run.asks('2/7 Look at What Is Broken');
    const folder = join(own, readdirSync(own).find((name) => name.startsWith('tmp.')) ?? '');
    // They are known by the folder that they were given.
    expect(processesOf(folder)).toHaveLength(2);
    await answer(run, [
      ['GET $SERVICE_URL/health', 'r'],
      ['git', 'r'],
      ['ALTER TABLE', 'r'],
      ['ln -sfn', 'r'],
      ['count(*) AS kept_reasons', 'r'],
      ['stop.mjs', 'r'],
    ]);
    const code = await run.exitCode;
    expect({ code, end: endOf(project), steps: stepsOf(project) }).toEqual({
      code: 0,
      end: ['succeeded, exit code 0'],
      steps: [
        'start-a-broken-service: succeeded',
        'look-at-what-is-broken: succeeded',
        'roll-back-configuration: succeeded',
        'roll-back-database-migration: succeeded',
        'roll-back-application: succeeded',
        'verify-rollback: succeeded',
        'clean-up: succeeded',
      ],
    });
    expect({ processes: processesOf(folder), left: readdirSync(own) }).toEqual({ processes: [], left: [] });
  },
);
