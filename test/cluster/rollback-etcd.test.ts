import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createProject, type Ended, type Project } from '../cli/unattended-project.ts';
import { freePorts } from '../free-ports.ts';
import { startEtcd, type TestEtcd } from './etcd.ts';

const programs = inject('programs');
const note = 'missing' in programs ? `: SKIPPED, ${programs.missing}` : '';

/** Without an end of their own, etcdctl and so the script would wait for minutes. */
const soon = { timeout: 30_000 };

type Values = Readonly<Record<string, string | Uint8Array>>;

const before: Values = {
  '/shop/level': 'info',
  '/shop/offset': '-1',
  '/shop/empty': '',
  '/shop/greeting': `It's "quoted", \\n is no newline, $(touch hacked) \`id\` "; ü 雪 🚀\nsecond line\r\n\tindented \\\n\n`,
  '/shop/raw': Uint8Array.of(0xff, 0, 0x22, 0x5c, 0x0a, 0xc3),
};
const now: Values = { ...before, '/shop/level': 'debug', '/shop/offset': '5', '/shop/empty': 'no\nmore' };

describe.skipIf('missing' in programs)(`the script that puts keys of etcd back${note}`, () => {
  let etcd: TestEtcd;
  let project: Project;

  beforeAll(async () => {
    if ('missing' in programs) throw new Error(programs.missing);
    etcd = await startEtcd(programs);
  });

  afterAll(() => etcd[Symbol.asyncDispose]());

  beforeEach(async () => {
    project = createProject();
    expect(await project.run(['new', 'rollback', 'shop', '--yes', '--config', 'etcd'])).toMatchObject({ code: 0 });
    git('init', '--quiet');
    standBeforeTransactions('');
    put(before);
    keep('v1.0.0');
    commit('v1.0.0');
    put({ ...now, '/shop/greeting': 'Hello', '/shop/raw': 'cooked' });
    keep('v1.1.0');
    commit('v1.1.0');
  });

  afterEach(() => {
    etcd.remove('');
    project[Symbol.dispose]();
  });

  const put = (values: Values) => {
    for (const [key, value] of Object.entries(values)) etcd.put(key, value);
  };

  const git = (...args: readonly string[]) => {
    const author = ['-c', 'user.name=tests', '-c', 'user.email=tests@example.com'];
    execFileSync('git', [...author, ...args], { cwd: project.folder, stdio: 'pipe' });
  };

  const commit = (version: string) => {
    git('add', 'runbooks');
    git('commit', '--quiet', '--message', `Configuration of ${version}`);
    git('tag', version);
  };

  const folder = 'runbooks/rollback/shop';
  const fileOf = (version: string) => `${folder}/config/shop-${version}.keys`;

  /** By the command that the script itself gives. */
  const keep = (version: string) => {
    const text = project.read(`${folder}/rollback-config.sh`);
    const [commented = '#exit 99'] = /^# {3}etcdctl get .*\n#.* >config\/shop-v1\.1\.0\.keys$/m.exec(text) ?? [];
    const command = commented.replaceAll(/^#/gm, '').replace('v1.1.0', version);
    const cwd = join(project.folder, folder);
    mkdirSync(join(cwd, 'config'), { recursive: true });
    execFileSync('bash', ['-euo', 'pipefail', '-c', command], { cwd, env: environment(), stdio: 'ignore' });
  };

  /** `etcdctl` as the script finds it: something may happen just before it sends a transaction. */
  const standBeforeTransactions = (command: string) => {
    const real = 'missing' in programs ? '' : programs.etcdctl;
    project.standIn('etcdctl', `etcdctl=${real}\n[ "$1" != txn ] || { ${command || ':'}; }\nexec "$etcdctl" "$@"`);
  };

  const environment = () => ({
    PATH: [join(project.folder, 'bin'), process.env['PATH']].join(delimiter),
    ETCDCTL_ENDPOINTS: etcd.endpoint,
  });

  /** From a fresh clone, in which there is only what is in Git. */
  const rollBack = async (version: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
    const clone = join(project.folder, 'tmp/clone');
    rmSync(clone, { recursive: true, force: true });
    git('clone', '--quiet', '.', clone);
    return await new Promise((resolve) => {
      const options = { cwd: clone, env: { ...environment(), ...env } };
      execFile('bash', [`${folder}/rollback-config.sh`, version], options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  };

  /** That a call leaves every key as it is. */
  const changesNothing = async (call: () => Promise<Ended>): Promise<Ended> => {
    const revision = etcd.revision();
    const ended = await call();
    expect(etcd.revision()).toBe(revision);
    return ended;
  };

  test('brings every value back, byte for byte, and the newer ones again', async () => {
    const newer = etcd.values();
    expect(await rollBack('v1.0.0')).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /^\/shop\/level: "debug" -> "info"$[\s\S]*^shop has the configuration of v1.0.0 again\n$/m,
      ),
    });
    expect(etcd.values()).toEqual(bytesOf(before));
    expect(project.exists('tmp/clone/hacked')).toBe(false);
    expect(await rollBack('v1.1.0')).toMatchObject({ code: 0 });
    expect(etcd.values()).toEqual(newer);
  });

  test('changes nothing when it is run twice', async () => {
    await rollBack('v1.0.0');
    expect(await changesNothing(() => rollBack('v1.0.0'))).toEqual({
      code: 0,
      stderr: '',
      stdout: 'shop has the configuration of v1.0.0 already\n',
    });
  });

  test('leaves keys that are new since, and names them', async () => {
    put({ '/shop/level2': 'new', '/shop/level 3': 'new', '/shopping/level': 'not of the shop' });
    const { code, stdout } = await rollBack('v1.0.0');
    const named = /^Left as they are, .* v1\.0\.0 .*:\n\/shop\/level 3\n\/shop\/level2\nshop has/m;
    expect([code, stdout]).toEqual([0, expect.stringMatching(named)]);
    const more = { '/shop/level2': 'new', '/shop/level 3': 'new', '/shopping/level': 'not of the shop' };
    expect(etcd.values()).toEqual(bytesOf({ ...before, ...more }));
  });

  test('brings keys back that are gone, also an empty one', async () => {
    etcd.remove('/shop/');
    const { code, stdout } = await rollBack('v1.0.0');
    expect([code, stdout]).toEqual([0, expect.stringContaining('/shop/empty: absent -> ""\n')]);
    expect(etcd.values()).toEqual(bytesOf(before));
  });

  test('refuses a version that is not in Git', async () => {
    keep('v1.2.0');
    for (const version of ['v1.2.0', 'v9.9.9']) {
      const { code, stderr } = await changesNothing(() => rollBack(version));
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^There is no .*\n(shop-v1\.[01]\.0\.keys\n){2}$/)]);
    }
  });

  test.each(['/shop/level info', '/shop/level "info', '/shop/level "a" "b"', '/other/level "info"', '"info"'])(
    'refuses a file with a line that is none of a key and its value: %s',
    async (line) => {
      project.write(fileOf('v1.2.0'), `/shop/offset "7"\n${line}\n`);
      commit('v1.2.0');
      const { code, stderr } = await changesNothing(() => rollBack('v1.2.0'));
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^2:.*\nThese lines of .* nothing was changed\n$/)]);
    },
  );

  test('reads a last line without an end', async () => {
    project.write(fileOf('v1.2.0'), '/shop/offset "7"\n/shop/level "warn"');
    commit('v1.2.0');
    expect(await rollBack('v1.2.0')).toMatchObject({ code: 0 });
    expect(etcd.values()).toMatchObject(bytesOf({ '/shop/offset': '7', '/shop/level': 'warn' }));
  });

  test.each([
    ['changed', '"$etcdctl" put /shop/level theirs'],
    ['changed there and back', '"$etcdctl" put /shop/level theirs && "$etcdctl" put /shop/level debug'],
    ['deleted', '"$etcdctl" del /shop/level'],
    ['created', '"$etcdctl" put /shop/gone theirs'],
  ])('overwrites no key that somebody else has %s meanwhile', async (_, command) => {
    project.write(fileOf('v1.2.0'), '/shop/offset "7"\n/shop/level "warn"\n/shop/gone "back"\n');
    commit('v1.2.0');
    standBeforeTransactions(`{ ${command}; } >/dev/null`);
    const { code, stderr } = await rollBack('v1.2.0');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^Somebody else .* nothing was put back/)]);
    expect(etcd.values()).toMatchObject(bytesOf({ '/shop/offset': '5' }));
    expect(etcd.values()['/shop/level']?.toString()).not.toBe('warn');
    expect(etcd.values()['/shop/gone']?.toString()).not.toBe('back');
    standBeforeTransactions('');
    expect(await rollBack('v1.2.0')).toMatchObject({ code: 0 });
  });

  test('changes nothing where etcd takes fewer keys at once', async () => {
    const lines = Array.from({ length: 129 }, (_, index) => `/shop/many/${index} "1"\n`);
    project.write(fileOf('v1.2.0'), lines.join(''));
    commit('v1.2.0');
    const { code, stderr } = await changesNothing(() => rollBack('v1.2.0'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('too many operations in txn request')]);
  });

  test('ends soon where nobody listens, and says that nothing was changed', soon, async () => {
    const { nobody } = await freePorts(['nobody']);
    const ETCDCTL_ENDPOINTS = `http://127.0.0.1:${nobody}`;
    const { code, stderr } = await changesNothing(() => rollBack('v1.0.0', { ETCDCTL_ENDPOINTS }));
    const said = `etcd could not be read at ${ETCDCTL_ENDPOINTS}; nothing was changed\n`;
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
  });

  test('ends soon where etcd does not answer, and says that nothing was changed', soon, async () => {
    await using silent = await startSilentServer();
    const call = () => rollBack('v1.0.0', { ETCDCTL_ENDPOINTS: silent.endpoint });
    const { code, stderr } = await changesNothing(call);
    expect([code, stderr]).toEqual([1, expect.stringContaining('; nothing was changed\n')]);
  });

  test('ends soon where etcd falls silent before the transaction, and says that it does not know', soon, async () => {
    await using silent = await startSilentServer();
    standBeforeTransactions(`export ETCDCTL_ENDPOINTS=${silent.endpoint}`);
    const { code, stderr } = await changesNothing(() => rollBack('v1.0.0'));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^etcd has not confirmed it: all .* or nothing/m)]);
    // Nothing is left that could still send it.
    await expect.poll(silent.connections).toBe(0);
    standBeforeTransactions('');
    expect(await rollBack('v1.0.0')).toMatchObject({ code: 0 });
    expect(etcd.values()).toEqual(bytesOf(before));
  });
});

function bytesOf(values: Values): Readonly<Record<string, Buffer>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value)]));
}

interface SilentServer extends AsyncDisposable {
  readonly endpoint: string;
  connections(): number;
}

/** Takes every connection and never answers. */
async function startSilentServer(): Promise<SilentServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.resume());
    socket.on('error', () => {}).on('close', () => open.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    connections: () => open.size,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
