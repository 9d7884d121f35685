import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '../free-ports.ts';

/** A database server of the test's own on 127.0.0.1, stopped and removed when the block ends. */
export interface TestServer extends AsyncDisposable {
  readonly kind: 'postgres' | 'pglite';
  readonly url: string;
  readonly port: number;
  /** Its data, for a copy; empty for PGlite. */
  readonly dataFolder: string;
  readonly pid: number;
}

/** TEST_DATABASE=pglite tries what happens where there is no real server. */
const programs = process.env['TEST_DATABASE'] === 'pglite' ? undefined : findPrograms();

/** Whether there is a real server; PGlite has one session and cannot wait for locks, cancel, or be a replica. */
export const hasRealPostgres = programs !== undefined;

/** A real PostgreSQL where its binaries are, else PGlite behind a socket; says which, once a file. */
export async function startPostgres(): Promise<TestServer> {
  return programs === undefined ? startPglite() : startReal(programs);
}

/** A standby server beside a real one, following it. */
export async function startReplica(primary: TestServer): Promise<TestServer> {
  if (programs === undefined) throw new Error('a replica needs the binaries of a real PostgreSQL');
  const folder = ownFolder();
  const data = join(folder, 'data');
  runAs(join(programs, 'pg_basebackup'), ['-R', '-D', data, '-c', 'fast', '-d', primary.url]);
  return serve(programs, { folder, data });
}

async function startReal(bin: string): Promise<TestServer> {
  process.stderr.write(`tests use the real PostgreSQL in ${bin}\n`);
  const folder = ownFolder();
  const data = join(folder, 'data');
  runAs(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C',
  ]);
  return serve(bin, { folder, data });
}

async function serve(bin: string, { folder, data }: { folder: string; data: string }): Promise<TestServer> {
  const { port } = await freePorts(['port']);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    logging_collector: 'off',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [program, ...prefix] = asServerUser();
  const args = [...prefix, join(bin, 'postgres'), '-D', data, '-p', String(port), ...options];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  await readyToAccept(child);
  return {
    kind: 'postgres',
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    port,
    dataFolder: data,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) {
        child.kill('SIGINT');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readyToAccept(child: ChildProcess): Promise<void> {
  if (child.stderr === null) throw new Error('the server has no log');
  const seen: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    seen.push(line);
    if (!line.includes('ready to accept')) continue;
    child.stderr.resume();
    return;
  }
  throw new Error(`PostgreSQL did not start:\n${seen.join('\n')}`);
}

async function startPglite(): Promise<TestServer> {
  process.stderr.write(
    'NO REAL POSTGRESQL: its binaries were not found, tests use PGlite, and those it cannot do are left out\n',
  );
  const { PGlite } = await import('@electric-sql/pglite');
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket');
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 8 });
  await server.start();
  const port = Number(server.getServerConn().split(':').at(-1));
  return {
    kind: 'pglite',
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    port,
    dataFolder: '',
    pid: process.pid,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await db.close();
    },
  };
}

function findPrograms(): string | undefined {
  const told = (() => {
    try {
      return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      return '';
    }
  })();
  const folders = [told, ...[18, 17, 16, 15, 14].map((major) => `/usr/lib/postgresql/${major}/bin`)];
  return folders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')));
}

/** The server refuses to run as root. */
function asServerUser(): [program: string, ...args: string[]] {
  return process.getuid?.() === 0
    ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--']
    : ['env'];
}

function runAs(program: string, args: readonly string[]): void {
  const [runner, ...prefix] = asServerUser();
  execFileSync(runner, [...prefix, program, ...args], { stdio: ['ignore', 'ignore', 'inherit'], cwd: '/' });
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-pg-'));
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres:postgres', folder]);
  chmodSync(folder, 0o700);
  return folder;
}
