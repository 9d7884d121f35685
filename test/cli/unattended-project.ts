import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { RunEvent } from '../../src/events/event.ts';
import { parseEvent } from '../../src/events/parse-event.ts';

const root = resolve(import.meta.dirname, '../..');

/** The built program and the Node it is run with. */
export const program = join(root, 'dist/runbook.js');
export const node = realpathSync(join(root, 'node_modules/.bin/node'));

/** Compiled code is shared between the projects of all tests, so that each start costs what a second start costs. */
const compileCache = join(tmpdir(), 'runbook-test-compile-cache');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Standard input, whole; without it there is none. */
  readonly input?: string;
  readonly uid?: number;
}

export interface Started extends Disposable {
  readonly child: ChildProcess;
  /** Standard output so far. */
  readonly seen: () => string;
  readonly ended: Promise<Ended>;
}

/** Somebody who may not do everything: the user of the tests, or nobody where that is root. */
export function plainUser(): number {
  const own = process.getuid?.() ?? 0;
  return own === 0 ? Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' })) : own;
}

/** A fresh folder with runbooks in it, its own home, and stand-in programs in front of PATH. */
export interface Project extends Disposable {
  readonly folder: string;
  write(name: string, content: string | Uint8Array): string;
  /** Puts an `sh` script on PATH. `$CALLS` is a file that it may append to. */
  standIn(name: string, body: string): void;
  /** What the stand-ins wrote, line by line. */
  calls(): readonly string[];
  start(args: readonly string[], options?: StartOptions): Started;
  run(args: readonly string[], options?: StartOptions): Promise<Ended>;
  /** The events of the one run of this project. */
  events(): readonly RunEvent[];
  runNames(): readonly string[];
  /** Every file below `.runbook/`, as one text. */
  everythingKept(): string;
  exists(name: string): boolean;
  read(name: string): string;
}

export function createProject(files: Readonly<Record<string, string>> = {}): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runbook-cli-')));
  const bin = join(folder, 'bin');
  const callsFile = join(folder, 'calls');
  const runs = join(folder, '.runbook/runs');
  for (const made of ['bin', '.git', 'home', 'tmp']) mkdirSync(join(folder, made));
  const environment = {
    PATH: [bin, dirname(node), '/usr/bin', '/bin'].join(delimiter),
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    CALLS: callsFile,
    NODE_COMPILE_CACHE: compileCache,
  };
  const write: Project['write'] = (name, content) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const start: Project['start'] = (args, options = {}) => startProgram(folder, environment, args, options);
  const runNames = () => (existsSync(runs) ? readdirSync(runs).toSorted() : []);
  return {
    folder,
    write,
    start,
    runNames,
    standIn: (name, body) => chmodSync(write(join('bin', name), `#!/bin/sh\n${body}\n`), 0o755),
    calls: () => (existsSync(callsFile) ? readFileSync(callsFile, 'utf8').trimEnd().split('\n') : []),
    run: async (args, options) => {
      using started = start(args, options);
      return await started.ended;
    },
    events: () => eventsIn(join(runs, only(runNames()), 'journal.jsonl')),
    everythingKept: () => (existsSync(join(folder, '.runbook')) ? textBelow(join(folder, '.runbook')) : ''),
    exists: (name) => existsSync(join(folder, name)),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function startProgram(
  folder: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  { env, input, uid }: StartOptions,
): Started {
  const stdin = input === undefined ? 'ignore' : 'pipe';
  const child = spawn(node, [program, ...args], {
    cwd: folder,
    env: { ...environment, ...env },
    stdio: [stdin, 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  if (input !== undefined) child.stdin?.end(input);
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({
    code: code ?? null,
    stdout: out(),
    stderr: err(),
  }));
  return {
    child,
    seen: out,
    ended,
    [Symbol.dispose]: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    },
  };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function only(names: readonly string[]): string {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) throw new Error(`one run was expected, there are ${names.length}`);
  return name;
}

function eventsIn(journal: string): readonly RunEvent[] {
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const event = parseEvent(JSON.parse(line));
    if (event.type === 'unknown') throw new Error(`${event.why}: ${line}`);
    return event;
  });
}

function textBelow(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => `== ${file}\n${readFileSync(file, 'latin1')}`).join('\n');
}
