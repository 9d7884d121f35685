import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '../free-ports.ts';
import { type OwnProcess, startProcess } from './own-process.ts';

export const hasPrometheus = await promisify(execFile)('prometheus', ['--version']).then(
  () => true,
  () => false,
);
if (!hasPrometheus)
  process.stderr.write('NOT TESTED: the automatic rollback of the templates: no prometheus on PATH\n');

export async function comes<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 150_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} has not come`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** What a service would tell of its requests, and a Prometheus that asks it once a second. */
export interface Metrics extends AsyncDisposable {
  readonly prometheus: string;
  /** So many answers of each kind a second from now on; a series is named by its labels but for the status. */
  count(series: string, answers: { readonly ok: number; readonly failed: number }): void;
}

export async function startMetrics(folder: string): Promise<Metrics> {
  const { service, web } = await freePorts(['service', 'web']);
  let counted: { series: string; ok: number; failed: number; beganMs: number } | undefined;
  const server: Server = createServer((_, response) => {
    if (counted === undefined || counted.ok + counted.failed === 0) return response.end('');
    const { series, ok, failed, beganMs } = counted;
    const seconds = (Date.now() - beganMs) / 1_000;
    const line = (status: number, count: number) => `${series},status="${status}"} ${Math.round(count * seconds)}\n`;
    return response.end(line(200, ok) + line(500, failed));
  });
  await once(server.listen(service, '127.0.0.1'), 'listening');
  const config = {
    global: { scrape_interval: '1s' },
    scrape_configs: [{ job_name: 'service', static_configs: [{ targets: [`127.0.0.1:${service}`] }] }],
  };
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, JSON.stringify(config));
  const args = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'prometheus')}`,
    `--web.listen-address=127.0.0.1:${web}`,
  ];
  const own: OwnProcess = startProcess('prometheus', args, join(folder, 'prometheus.log'));
  const prometheus = `http://127.0.0.1:${web}`;
  await comes('Prometheus', async () => {
    if (own.hasEnded()) throw new Error(own.log());
    return await fetch(`${prometheus}/-/ready`).then(
      ({ ok }) => (ok ? true : undefined),
      () => undefined,
    );
  });
  return {
    prometheus,
    count: (series, answers) => {
      counted = { series, ...answers, beganMs: Date.now() };
    },
    async [Symbol.asyncDispose]() {
      await own.stop();
      server.close();
    },
  };
}
