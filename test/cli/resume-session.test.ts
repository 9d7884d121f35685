import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findSessionKey, removeSessionKey } from '../../src/journal/session-key.ts';
import { fence, runbookText } from './runbook-text.ts';
import { askedFor, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => {
  for (const name of project.runNames()) removeSessionKey(runFolder(name), process.env);
  project[Symbol.dispose]();
});

const patience = { timeout: 30_000, interval: 10 };
const writes = ['--no-input', '--yes-to', 'writes'];
const runFolder = (name = project.runNames()[0] ?? '') => join(project.folder, '.runbook/runs', name);

async function killedAt(file: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  using started = project.start(['run', 'deploy.md', ...writes], { env });
  await expect.poll(() => project.exists(file), patience).toBe(true);
  started.child.kill('SIGKILL');
  await started.ended;
  project.write('go-on', '');
}

const setting = fence(
  'bash {effect=write}',
  'COLOR=sepia',
  'export SIZE="a b"',
  'list=(one "two three")',
  'greet() { echo "hello $1, ${list[1]}, $COLOR" > "$HOME/../greeting"; }',
  'mkdir -p below && cd below',
);
const waiting = fence('bash {effect=read}', 'touch "$HOME/../begun"', '[ -e "$HOME/../go-on" ] || sleep 300');
const using_ = fence('bash {effect=write}', 'greet mira', '[ "$SIZE" = "a b" ]', 'pwd > "$HOME/../where"');

describe('the session of a run that was killed', () => {
  test('is there again: variables, arrays, functions and the folder', async () => {
    project.write('deploy.md', runbookText({ One: setting, Two: waiting, Three: using_ }));
    await killedAt('begun');
    const { code, stderr } = await project.run(['resume', ...writes]);
    expect({ code, stderr, greeting: project.read('greeting'), where: project.read('where') }).toEqual({
      code: 0,
      stderr: '',
      greeting: 'hello mira, two three, sepia\n',
      where: `${project.folder}/below\n`,
    });
  });

  test('is what it was before, for an action that is run again, and what it left, for one that is counted', async () => {
    const counting = fence('bash {effect=write}', 'COUNT=$((COUNT + 1))', 'touch begun', '[ -e go-on ] || sleep 300');
    project.write(
      'deploy.md',
      runbookText({
        One: fence('bash {effect=write}', 'COUNT=1'),
        Two: counting,
        Three: fence('bash {effect=write}', 'echo $COUNT > count'),
      }),
    );
    await killedAt('begun');
    const { code } = await project.run(['resume', ...writes, '--answer', 'two.1.unknown=retry']);
    expect({ code, count: project.read('count') }).toEqual({ code: 0, count: '2\n' });
  });

  test('is not on the disk in the clear, and nowhere after the end', async () => {
    const minted = fence('bash {effect=write}', 'TOKEN=$(printf planted; printf -- -by-hand)');
    project.write(
      'deploy.md',
      runbookText({
        One: minted,
        Two: waiting,
        Three: fence('bash {effect=write}', '[ "$(printf %s "$TOKEN" | wc -c)" -eq 15 ]'),
      }),
    );
    await killedAt('begun');
    expect(project.everythingKept()).not.toContain('planted-by-hand');
    expect(findSessionKey(runFolder(), process.env)).toBeDefined();
    expect((await project.run(['resume', ...writes])).code).toBe(0);
    expect(project.exists(`.runbook/runs/${project.runNames()[0]}/session.state`)).toBe(false);
    expect(findSessionKey(runFolder(), process.env)).toBeUndefined();
  });

  test('is gone with its key when its run is pruned', async () => {
    project.write('deploy.md', runbookText({ One: setting, Two: waiting }));
    await killedAt('begun');
    const before = findSessionKey(runFolder(), process.env);
    const folder = runFolder();
    expect((await project.run(['runs', 'prune', '--older', '0s'])).code).toBe(0);
    mkdirSync(folder, { recursive: true });
    expect({ had: before !== undefined, has: findSessionKey(folder, process.env) !== undefined }).toEqual({
      had: true,
      has: false,
    });
  });

  test('whose key is gone is named as lost; the read that had set a variable is run again before it is needed', async () => {
    project.write(
      'deploy.md',
      runbookText({
        One: fence('bash {effect=read}', 'echo look >> looks', 'COLOR=sepia'),
        Two: waiting,
        Three: fence('bash {effect=write}', 'echo "$COLOR" > color'),
      }),
    );
    await killedAt('begun');
    removeSessionKey(runFolder(), process.env);
    const { code, stdout } = await project.run(['resume', ...writes]);
    expect(stdout).toContain('LOOK LOST variable COLOR: sealed with a key that was only in the memory');
    expect({ code, looks: project.read('looks'), color: project.read('color') }).toEqual({
      code: 0,
      looks: 'look\nlook\n',
      color: 'sepia\n',
    });
  });

  test('whose key is gone keeps what was in flight from being run again without what it reads', async () => {
    const use = ['echo "[$COLOR]" >> "$CALLS"', 'touch begun', '[ -e go-on ] || sleep 300'];
    const steps = { One: fence('bash {effect=write}', 'COLOR=sepia'), Two: fence('bash {effect=write}', ...use) };
    project.write('deploy.md', runbookText(steps));
    await killedAt('begun');
    removeSessionKey(runFolder(), process.env);
    const { code } = await project.run(['resume', ...writes, '--answer', 'two.1.unknown=retry']);
    expect({ code, calls: project.calls(), steps: stepsOf(project) }).toEqual({
      code: 1,
      calls: ['[sepia]'],
      steps: ['one: succeeded', expect.stringMatching(/^two: failed \(not done by hand: it reads \$COLOR/)],
    });
  });

  test('whose key is gone keeps what a write had set from being used', async () => {
    project.write(
      'deploy.md',
      runbookText({
        One: fence('bash {effect=write}', 'COLOR=sepia'),
        Two: waiting,
        Three: fence('bash {effect=write}', 'echo "$COLOR" > color'),
      }),
    );
    await killedAt('begun');
    removeSessionKey(runFolder(), process.env);
    const { code } = await project.run(['resume', ...writes]);
    expect({ code, color: project.exists('color') }).toEqual({ code: 1, color: false });
  });

  test('takes what no action has changed from the environment as it is now', async () => {
    const looking = fence('bash {effect=write}', 'echo "$AGENT $MINE" > agent');
    project.write(
      'deploy.md',
      runbookText({ One: fence('bash {effect=write}', 'MINE="$AGENT"'), Two: waiting, Three: looking }),
    );
    await killedAt('begun', { AGENT: 'old' });
    const { code } = await project.run(['resume', ...writes], { env: { AGENT: 'new' } });
    expect({ code, agent: project.read('agent') }).toEqual({ code: 0, agent: 'new old\n' });
  });
});

describe('secrets of a run that was killed', () => {
  const front = 'inputs: { password: { type: secret, fromEnv: DEPLOY_PASSWORD } }';
  const needing = fence('bash {effect=write}', 'printf %s "$PASSWORD" | wc -c > length', 'echo "it is $PASSWORD"');

  test('come from the environment again, and stay masked', async () => {
    project.write('deploy.md', runbookText({ One: waiting, Two: needing }, { front }));
    const env = { DEPLOY_PASSWORD: 'planted-secret' };
    await killedAt('begun', env);
    const { code, stdout } = await project.run(['resume', ...writes], { env });
    expect({ code, length: project.read('length').trim() }).toEqual({ code: 0, length: '14' });
    expect(stdout).toContain('it is [secret]');
    expect(project.everythingKept()).not.toContain('planted-secret');
  });

  test('stay masked where a copy of them stands in the session, though nobody gives them again', async () => {
    const copying = fence('bash {effect=write}', 'COPY="$PASSWORD"');
    const printing = fence('bash {effect=write}', 'echo "it is $COPY"');
    project.write('deploy.md', runbookText({ One: copying, Two: waiting, Three: printing }, { front }));
    await killedAt('begun', { DEPLOY_PASSWORD: 'planted-secret' });
    const { code, stdout } = await project.run(['resume', ...writes]);
    expect({ code, isMasked: stdout.includes('it is [secret]') }).toEqual({ code: 0, isMasked: true });
    expect(project.everythingKept()).not.toContain('planted-secret');
  });

  test('must be given again only where something still needs them', async () => {
    project.write('deploy.md', runbookText({ One: waiting, Two: needing }, { front }));
    await killedAt('begun', { DEPLOY_PASSWORD: 'planted-secret' });
    const { code, stderr } = await project.run(['resume', ...writes]);
    expect({ code, length: project.exists('length') }).toEqual({ code: 2, length: false });
    expect(stderr).toContain('add  DEPLOY_PASSWORD, a variable of the environment');
    expect(askedFor(stderr)).toEqual([]);
  });

  test('are not asked for when nothing needs them any more', async () => {
    project.write(
      'deploy.md',
      runbookText({ One: needing, Two: waiting, Three: fence('bash {effect=write}', 'echo done') }, { front }),
    );
    await killedAt('begun', { DEPLOY_PASSWORD: 'planted-secret' });
    expect((await project.run(['resume', ...writes])).code).toBe(0);
  });

  test('that a read had printed are read again when something needs them', async () => {
    const printing = fence('bash {effect=read secret=token}', 'echo print >> prints', 'printf planted; echo -token');
    const using = fence('bash {effect=write}', '[ "$(printf %s "$TOKEN" | wc -c)" -eq 13 ]');
    project.write('deploy.md', runbookText({ One: printing, Two: waiting, Three: using }));
    await killedAt('begun');
    const { code } = await project.run(['resume', ...writes]);
    expect({ code, prints: project.read('prints'), steps: stepsOf(project) }).toEqual({
      code: 0,
      prints: 'print\nprint\n',
      steps: ['one: succeeded', 'two: succeeded', 'three: succeeded'],
    });
    expect(project.everythingKept()).not.toContain('planted-token');
  });
});
