import type { ReadSpec } from '../read-spec.ts';

const any: ReadSpec = { options: 'any' };

const kubectlSubcommands: Readonly<Record<string, ReadSpec>> = {
  get: { options: 'any', checkWords: (args) => !args.some((word) => word.text.startsWith('--raw')) },
  describe: any,
  logs: any,
  top: any,
  version: any,
  'api-resources': any,
  'api-versions': any,
  explain: any,
  events: any,
  'cluster-info': { options: '', words: 0 },
  rollout: { subcommands: { status: any, history: any } },
  auth: { subcommands: { 'can-i': any, whoami: any } },
  config: {
    subcommands: {
      view: any,
      'get-contexts': any,
      'current-context': any,
      'get-clusters': any,
      'get-users': any,
    },
  },
};

/** Options of kubectl itself. */
const before =
  '-n: --namespace: --context: --kubeconfig: -s: --server: --cluster: --user: --as: --request-timeout: -v: --insecure-skip-tls-verify';

const kubectl: ReadSpec = { before, subcommands: kubectlSubcommands };

const oc: ReadSpec = {
  before,
  subcommands: {
    ...kubectlSubcommands,
    whoami: any,
    projects: any,
    status: any,
    project: { options: '-q', words: 0 },
    adm: { subcommands: { top: any } },
  },
};

const inspect: Readonly<Record<string, ReadSpec>> = { ls: any, list: any, inspect: any };

const docker: ReadSpec = {
  before: '-c: --context: -H: --host:',
  subcommands: {
    ps: any,
    images: any,
    inspect: any,
    logs: any,
    version: any,
    info: any,
    stats: any,
    top: any,
    port: any,
    diff: any,
    history: any,
    container: { subcommands: { ...inspect, logs: any, top: any, port: any, stats: any } },
    image: { subcommands: { ...inspect, history: any } },
    volume: { subcommands: inspect },
    network: { subcommands: inspect },
    node: { subcommands: { ...inspect, ps: any } },
    service: { subcommands: { ...inspect, ps: any, logs: any } },
    stack: { subcommands: { ls: any, ps: any, services: any } },
    context: { subcommands: { ls: any, show: any, inspect: any } },
    system: { subcommands: { df: any, info: any } },
    compose: {
      before: '-f: --file: -p: --project-name: --profile:',
      subcommands: { ps: any, logs: any, ls: any, images: any, top: any, version: any },
    },
  },
};

const helm: ReadSpec = {
  before: '-n: --namespace: --kube-context: --kubeconfig:',
  subcommands: {
    list: any,
    ls: any,
    status: any,
    history: any,
    hist: any,
    version: any,
    env: any,
    get: { subcommands: { all: any, values: any, manifest: any, notes: any, hooks: any, metadata: any } },
    search: { subcommands: { repo: any, hub: any } },
    repo: { subcommands: { list: any } },
  },
};

/** Kubernetes and containers. */
export const containerReads: Readonly<Record<string, ReadSpec>> = {
  kubectl,
  k: kubectl,
  oc,
  docker,
  podman: docker,
  nerdctl: docker,
  helm,
  crictl: {
    subcommands: { ps: any, pods: any, images: any, logs: any, inspect: any, info: any, version: any, stats: any },
  },
  etcdctl: {
    before: '--endpoints: --cacert: --cert: --key: -w: --write-out:',
    subcommands: {
      get: any,
      version: any,
      endpoint: { subcommands: { health: any, status: any } },
      member: { subcommands: { list: any } },
      alarm: { subcommands: { list: any } },
    },
  },
};
