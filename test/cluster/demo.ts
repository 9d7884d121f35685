import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { lookForProgram } from '../integration/look-for-program.ts';
import { findPrograms } from './build-programs.ts';
import { type Place, startPayments, writeRunbook } from './payments.ts';
import { startCluster } from './start-cluster.ts';
import { app } from './workloads.ts';

/** `npm run demo:cluster`: a cluster, a registry and a database until Ctrl-C, with a payment-processor whose last release is broken. */
async function demo(): Promise<void> {
  const programs = findPrograms();
  if ('missing' in programs) throw new Error(`there can be no cluster here: ${programs.missing}`);
  if (lookForProgram('docker-registry').isMissing) throw new Error('install docker-registry, a package of Debian');
  await using started = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'runbook-demo-'));
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  say('Starting a Kubernetes control plane, a registry and PostgreSQL on this machine, twice: staging and production.');
  const cluster = started.use(await startCluster(programs));
  const server = cluster.run('config', 'view', '--output', 'jsonpath={.clusters[0].cluster.server}');
  const kubectlIn =
    (namespace: string): Place['kubectl'] =>
    async (...args) => {
      const own = ['--kubeconfig', cluster.kubeconfig, '--namespace', namespace];
      return (await promisify(execFile)(programs.kubectl, [...own, ...args])).stdout;
    };
  const placeOf = (namespace: string): Place => ({
    context: 'tests',
    server,
    namespace,
    kubectl: kubectlIn(namespace),
  });
  const places = { staging: placeOf('staging'), production: placeOf('production') };
  for (const { namespace, kubectl } of Object.values(places)) {
    cluster.run('create', 'namespace', namespace);
    await kubectl('wait', '--for=create', '--timeout=60s', 'serviceaccount/default');
  }
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const payments = {
    staging: started.use(await startPayments(places.staging, write)),
    production: started.use(await startPayments(places.production, write)),
  };
  mkdirSync(join(folder, '.git'));
  writeRunbook(folder, places, payments);
  const path = [resolve(import.meta.dirname, '../../bin'), dirname(programs.kubectl)].join(':');
  say(
    '',
    `${app} was released as v1.1.1 in both, and crashes. v1.1.0 is the version to restore. In another terminal:`,
    '',
    `  cd ${folder}`,
    `  export KUBECONFIG=${cluster.kubeconfig} PGPASSWORD=demo PATH=${path}:$PATH`,
    `  runbook run rollback/${app}.md`,
    '',
    `or step by step: runbook app history deployment/${app} --namespace production`,
    '',
    'Ctrl-C here ends all of it; nothing of it stays.',
  );
  await once(process, 'SIGINT');
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

await demo();
