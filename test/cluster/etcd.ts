import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../free-ports.ts';
import type { Programs } from './build-programs.ts';
import { startProcess } from './own-process.ts';
import { until } from './until.ts';

/** A real etcd of its own on 127.0.0.1; its data is in a temporary folder. */
export interface TestEtcd extends AsyncDisposable {
  readonly endpoint: string;
  put(key: string, value: string | Uint8Array): void;
  remove(prefix: string): void;
  /** Every key with its value, byte for byte. */
  values(): Readonly<Record<string, Buffer>>;
  /** A number that grows with every write. */
  revision(): number;
}

export async function startEtcd(programs: Programs): Promise<TestEtcd> {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-etcd-'));
  await using started = new AsyncDisposableStack();
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const ports = await freePorts(['client', 'peer']);
  const own = startProcess(programs.etcd, etcdArgs(folder, ports), join(folder, 'etcd.log'));
  started.defer(() => own.stop());
  const endpoint = urlOf(ports.client);
  await until('etcd gets ready', async () => {
    if (own.hasEnded()) throw new Error(`etcd has ended:\n${own.log()}`);
    return await isHealthy(endpoint);
  });
  const ctl = (args: readonly string[], input: string | Uint8Array = '') =>
    execFileSync(programs.etcdctl, ['--endpoints', endpoint, ...args], { input, encoding: 'utf8' });
  const held = (): Held => JSON.parse(ctl(['get', '--prefix', '', '--write-out', 'json']));
  const all = started.move();
  return {
    endpoint,
    // Without a value etcdctl reads one from its standard input, in which there may be any byte.
    put: (key, value) => ctl(['put', key, ...(value.length === 0 ? [''] : [])], value),
    remove: (prefix) => ctl(['del', '--prefix', prefix]),
    values: () =>
      Object.fromEntries((held().kvs ?? []).map(({ key, value = '' }) => [decoded(key).toString(), decoded(value)])),
    revision: () => held().header.revision,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

interface Held {
  readonly header: { readonly revision: number };
  readonly kvs?: readonly { readonly key: string; readonly value?: string }[];
}

function decoded(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

async function isHealthy(endpoint: string): Promise<boolean> {
  return await fetch(`${endpoint}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** What etcd is started with, alone or below an API server. */
export function etcdArgs(
  folder: string,
  { client, peer }: { readonly client: number; readonly peer: number },
): readonly string[] {
  return [
    ...['--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync', '--log-level', 'error'],
    ...['--listen-client-urls', urlOf(client), '--advertise-client-urls', urlOf(client)],
    ...['--listen-peer-urls', urlOf(peer), '--initial-advertise-peer-urls', urlOf(peer)],
    ...['--initial-cluster', `default=${urlOf(peer)}`],
  ];
}
