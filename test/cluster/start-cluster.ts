import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../free-ports.ts';
import { createSelfSigned } from '../tls/self-signed.ts';
import type { Programs } from './build-programs.ts';
import { etcdArgs } from './etcd.ts';
import { type OwnProcess, startProcess } from './own-process.ts';
import type { ProgramName } from './programs.ts';
import { until } from './until.ts';

/** A real control plane of its own on 127.0.0.1, with kwok in the place of kubelets; its data is in a temporary folder. */
export interface TestCluster extends AsyncDisposable {
  readonly kubeconfig: string;
  readonly kubectl: string;
  /** kubectl with these arguments. */
  run(...args: readonly string[]): string;
  apply(object: object): void;
  /** The API server is stopped, and started again on the same port and data. */
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
}

const token = 'an-admin-of-the-tests';

/** What the parts of a cluster are started with. */
interface Plane {
  readonly folder: string;
  readonly programs: Programs;
  readonly ports: Ports;
  readonly kubeconfig: string;
  /** Starts a program that ends with the cluster. */
  readonly begin: (program: ProgramName, args: readonly string[]) => OwnProcess;
  readonly kubectl: (...args: readonly string[]) => string;
}

const portNames = ['client', 'peer', 'secure', 'kwok', 'health', 'metrics'] as const;
type Ports = Readonly<Record<(typeof portNames)[number], number>>;

export async function startCluster(programs: Programs): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-cluster-'));
  await using started = new AsyncDisposableStack();
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const ports = await freePorts(portNames);
  const server = `https://127.0.0.1:${ports.secure}`;
  const kubeconfig = writeFiles(folder, server);
  const begin = beginnerOf(started, programs, folder);
  const kubectl: Plane['kubectl'] = (...args) =>
    execFileSync(programs.kubectl, ['--kubeconfig', kubeconfig, ...args], { encoding: 'utf8', stdio: 'pipe' });
  const plane: Plane = { folder, programs, ports, kubeconfig, begin, kubectl };
  begin('etcd', etcdArgs(folder, ports));
  let apiServer = await startServer(plane, server);
  startControllers(plane);
  makeNode(plane);
  await startRollouts(plane);
  const all = started.move();
  return {
    kubeconfig,
    kubectl: programs.kubectl,
    run: kubectl,
    apply(object) {
      const file = join(folder, 'applied.json');
      writeFileSync(file, JSON.stringify(object));
      kubectl('apply', '-f', file);
    },
    stopServer: () => apiServer.stop(),
    async startServer() {
      apiServer = await startServer({ ...plane, begin: beginnerOf(all, programs, folder) }, server);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

function beginnerOf(owner: AsyncDisposableStack, programs: Programs, folder: string): Plane['begin'] {
  return (program, args) => {
    const own = startProcess(programs[program], args, join(folder, `${program}.log`));
    owner.defer(() => own.stop());
    return own;
  };
}

async function startServer({ begin, folder, ports }: Plane, server: string): Promise<OwnProcess> {
  const started = begin('kube-apiserver', serverArgs(folder, ports));
  await until('kube-apiserver gets ready', async () => {
    if (started.hasEnded()) throw new Error(`kube-apiserver has ended:\n${started.log()}`);
    return await isReady(server);
  });
  return started;
}

function startControllers({ begin, kubeconfig, folder, ports }: Plane): void {
  // Without it they are slowed down as soon as several files of tests work at once.
  const fast = ['--kube-api-qps=500', '--kube-api-burst=1000'];
  const common = ['--kubeconfig', kubeconfig, ...fast, '--leader-elect=false', '--secure-port=0'];
  const keys = `--service-account-private-key-file=${join(folder, 'service-accounts.key')}`;
  begin('kube-controller-manager', [...common, keys]);
  begin('kube-scheduler', common);
  const stages = join(import.meta.dirname, 'stages.yaml');
  begin('kwok', [
    ...['--kubeconfig', kubeconfig, '--config', stages, '--config', writeLogs(folder), '--manage-all-nodes'],
    // Where the API server asks for the logs of pods, as it asks a kubelet.
    ...['--node-ip=127.0.0.1', `--node-port=${ports.kwok}`],
    ...[`--tls-cert-file=${join(folder, 'server.crt')}`, `--tls-private-key-file=${join(folder, 'server.key')}`],
    // A node that gives no sign of life is taken for lost, and all pods on it with it.
    '--node-lease-duration-seconds=40',
    `--server-address=127.0.0.1:${ports.kwok}`,
  ]);
}

/** What every container has written: a few lines of now, and before its last restart the reason of that. */
function writeLogs(folder: string): string {
  const linesOf = (texts: readonly string[]) =>
    texts.map((text) => `${new Date().toISOString()} stdout F ${text}\n`).join('');
  const logsFile = join(folder, 'container.log');
  const previousLogsFile = join(folder, 'container-before.log');
  writeFileSync(logsFile, linesOf(['INFO listening on 8080', 'INFO ready']));
  writeFileSync(previousLogsFile, linesOf(['INFO starting', 'FATAL no column "refund_reason"']));
  const logs = { apiVersion: 'kwok.x-k8s.io/v1alpha1', kind: 'ClusterLogs', metadata: { name: 'logs' } };
  const file = join(folder, 'logs.yaml');
  writeFileSync(file, JSON.stringify({ ...logs, spec: { logs: [{ logsFile, previousLogsFile }] } }));
  return file;
}

function makeNode({ folder, kubectl }: Plane): void {
  const node = join(folder, 'node.yaml');
  writeFileSync(node, 'apiVersion: v1\nkind: Node\nmetadata: { name: node-1 }\n');
  kubectl('apply', '-f', node);
  kubectl('wait', '--for=condition=Ready', '--timeout=60s', 'node/node-1');
}

async function startRollouts({ begin, kubeconfig, kubectl, programs, ports }: Plane): Promise<void> {
  kubectl('apply', '--server-side', '--kustomize', programs.rolloutCrds);
  kubectl('apply', '--server-side', '--filename', programs.flaggerCrds);
  await until('there are rollouts', async () => {
    try {
      kubectl('get', 'rollouts.argoproj.io,analysisruns.argoproj.io,canaries.flagger.app');
      return true;
    } catch {
      return false;
    }
  });
  begin('rollouts-controller', [
    ...['--kubeconfig', kubeconfig, '--leader-elect=false', '--loglevel=error'],
    ...[`--healthzPort=${ports.health}`, `--metricsPort=${ports.metrics}`],
  ]);
}

function writeFiles(folder: string, server: string): string {
  const { key, certificate } = createSelfSigned('127.0.0.1');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const write = (name: string, text: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  write('server.key', key);
  const authority = write('server.crt', certificate);
  write('service-accounts.key', privateKey.export({ type: 'pkcs1', format: 'pem' }));
  write('service-accounts.pub', publicKey.export({ type: 'spki', format: 'pem' }));
  write('tokens.csv', `${token},admin,admin,system:masters\n`);
  const named = { name: 'tests', cluster: { server, 'certificate-authority': authority } };
  const user = { name: 'admin', user: { token } };
  const context = { name: 'tests', context: { cluster: 'tests', user: 'admin' } };
  const config = { apiVersion: 'v1', kind: 'Config', clusters: [named], users: [user], contexts: [context] };
  return write('kubeconfig', JSON.stringify({ ...config, 'current-context': 'tests' }));
}

function serverArgs(folder: string, { client, secure }: Ports): readonly string[] {
  const file = (name: string) => join(folder, name);
  return [
    `--etcd-servers=http://127.0.0.1:${client}`,
    ...['--bind-address=127.0.0.1', `--secure-port=${secure}`],
    ...[`--tls-cert-file=${file('server.crt')}`, `--tls-private-key-file=${file('server.key')}`],
    ...['--authorization-mode=RBAC', `--token-auth-file=${file('tokens.csv')}`],
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('service-accounts.pub')}`,
    `--service-account-signing-key-file=${file('service-accounts.key')}`,
    '--service-cluster-ip-range=10.96.0.0/16',
  ];
}

/** Its certificate is its own and of today: there is nobody to trust but the port. */
async function isReady(server: string): Promise<boolean> {
  const options = { rejectUnauthorized: false, headers: { authorization: `Bearer ${token}` } };
  return await new Promise((resolve) => {
    get(`${server}/readyz`, options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}
