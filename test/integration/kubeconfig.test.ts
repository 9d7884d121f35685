import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { privateKubeconfig } from '../../src/adapters/kubeconfig.ts';
import { kubeconfigSource } from '../../src/adapters/kubeconfig-files.ts';
import { TargetError } from '../../src/adapters/target-error.ts';

let folder: string;
let into: string;

const clusters = `
apiVersion: v1
kind: Config
current-context: staging
clusters:
- name: pay-staging
  cluster: { server: "https://api.pay-stg.example.com:6443", certificate-authority: certs/ca.crt }
- name: pay-prod
  cluster: { server: "https://api.pay-prod.example.com", certificate-authority-data: Q0E= }
contexts:
- name: staging
  context: { cluster: pay-staging, user: mira }
- name: production
  context: { cluster: pay-prod, user: robot, namespace: production }
- name: half
  context: { cluster: nowhere, user: mira }
`;

const users = `
current-context: production
contexts:
- name: staging
  context: { cluster: pay-prod, user: robot }
users:
- name: mira
  user: { client-certificate: mira.crt, client-key: /keys/mira.key, tokenFile: ../token }
- name: robot
  user:
    exec: { apiVersion: client.authentication.k8s.io/v1, command: ./bin/login, args: [--quiet], interactiveMode: Never }
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-kubeconfig-'));
  into = join(folder, 'run');
  mkdirSync(into);
  writeFileSync(join(folder, 'clusters.yaml'), clusters);
  writeFileSync(join(folder, 'users.yaml'), users);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function source(): string[] {
  return ['clusters.yaml', 'absent.yaml', 'users.yaml'].map((name) => join(folder, name));
}

async function refusal(request: { context?: string; server?: string }): Promise<object> {
  const error = await privateKubeconfig({ source: source(), into, ...request }).catch((thrown: unknown) => thrown);
  if (!(error instanceof TargetError)) throw error;
  return { code: error.code, message: error.message, hint: error.hint };
}

describe('the private kubeconfig', () => {
  test('knows one context, cluster, user and namespace, with absolute paths, for its owner only', async () => {
    const written = await privateKubeconfig({ source: source(), namespace: 'payments', into });
    expect(written).toEqual({
      file: join(into, 'kubeconfig'),
      context: 'staging',
      server: 'https://api.pay-stg.example.com:6443',
      namespace: 'payments',
    });
    expect(statSync(written.file).mode & 0o777).toBe(0o600);
    expect(parse(readFileSync(written.file, 'utf8'))).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      preferences: {},
      'current-context': 'staging',
      contexts: [{ name: 'staging', context: { cluster: 'pay-staging', user: 'mira', namespace: 'payments' } }],
      clusters: [
        {
          name: 'pay-staging',
          cluster: {
            server: 'https://api.pay-stg.example.com:6443',
            'certificate-authority': join(folder, 'certs/ca.crt'),
          },
        },
      ],
      users: [
        {
          name: 'mira',
          user: {
            'client-certificate': join(folder, 'mira.crt'),
            'client-key': '/keys/mira.key',
            tokenFile: join(folder, '../token'),
          },
        },
      ],
    });
  });

  test('keeps a plugin for credentials, found where the file said', async () => {
    const { file } = await privateKubeconfig({ source: source(), context: 'production', into });
    expect(parse(readFileSync(file, 'utf8')).users).toEqual([
      {
        name: 'robot',
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1',
            command: join(folder, 'bin/login'),
            args: ['--quiet'],
            interactiveMode: 'Never',
          },
        },
      },
    ]);
  });

  test('takes the namespace of the context when none is named, else "default"', async () => {
    const production = await privateKubeconfig({ source: source(), context: 'production', into });
    const staging = await privateKubeconfig({ source: source(), context: 'staging', into });
    expect([production.namespace, staging.namespace]).toEqual(['production', 'default']);
  });

  test('a second one takes the place of the first and is as private', async () => {
    writeFileSync(join(into, 'kubeconfig'), 'old', { mode: 0o644 });
    const { file } = await privateKubeconfig({ source: source(), into });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toBe('old');
  });

  test('a declared server is the same with or without its default port', async () => {
    const server = 'https://API.pay-prod.example.com:443/';
    const written = await privateKubeconfig({ source: source(), context: 'production', server, into });
    expect(written.server).toBe('https://api.pay-prod.example.com');
  });
});

describe('refused', () => {
  test('a context that is not there, with the one that was meant', async () => {
    expect(await refusal({ context: 'prodution' })).toEqual({
      code: 'kubeconfig-context',
      message: 'the kubeconfig has no context "prodution"',
      hint: 'did you mean "production"?',
    });
  });

  test('a context like none of them, with all of them', async () => {
    expect(await refusal({ context: 'kind-local-dev' })).toEqual({
      code: 'kubeconfig-context',
      message: 'the kubeconfig has no context "kind-local-dev"',
      hint: 'it has "half", "production", "staging"',
    });
  });

  test('another server than the declared one', async () => {
    expect(await refusal({ context: 'staging', server: 'https://api.pay-prod.example.com' })).toEqual({
      code: 'kubeconfig-server',
      message:
        'context "staging" leads to https://api.pay-stg.example.com:6443, the runbook says https://api.pay-prod.example.com',
      hint: 'choose the context of that server, or correct the environment in the runbook',
    });
  });

  test('a context whose cluster is nowhere', async () => {
    expect(await refusal({ context: 'half' })).toEqual({
      code: 'kubeconfig-context',
      message: 'the kubeconfig lacks "nowhere", the cluster of context "half"',
      hint: 'check that KUBECONFIG lists every file that belongs together',
    });
  });

  test('no file at all', async () => {
    const absent = [join(folder, 'absent.yaml')];
    await expect(privateKubeconfig({ source: absent, into })).rejects.toMatchObject({
      code: 'kubeconfig-unreadable',
      message: `there is no kubeconfig at ${absent[0]}`,
    });
  });

  test('a file that is no kubeconfig', async () => {
    writeFileSync(join(folder, 'clusters.yaml'), 'clusters: [{ name: 3 }]');
    await expect(privateKubeconfig({ source: source(), into })).rejects.toMatchObject({
      code: 'kubeconfig-unreadable',
    });
  });
});

test('the source is what KUBECONFIG lists, else the file in the home folder', () => {
  expect(kubeconfigSource({ KUBECONFIG: '/a::/b', HOME: '/home/mira' })).toEqual(['/a', '/b']);
  expect(kubeconfigSource({ HOME: '/home/mira' })).toEqual(['/home/mira/.kube/config']);
});
