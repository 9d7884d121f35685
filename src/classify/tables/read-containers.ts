import type { ReadSpec } from '../read-spec.ts';

/** `--kubeconfig` is not among them: a kubeconfig names programs that are run to log in. */
const ofKubectl = '-n: --namespace: --context: --request-timeout: --as: --as-group: -v: --v:';

function kubectlOptions(options: string): ReadSpec {
  return { options: `${ofKubectl} ${options}` };
}

const objects = '-A --all-namespaces -l: --selector: --field-selector: --chunk-size: -R --recursive -f: --filename:';
const output = '-o: --output: --template: --no-headers --show-managed-fields';

const kubectlSubcommands: Readonly<Record<string, ReadSpec>> = {
  get: kubectlOptions(
    `${objects} ${output} -w --watch --watch-only --output-watch-events --show-labels --show-kind --sort-by: --ignore-not-found -L: --label-columns: --subresource: --server-print`,
  ),
  describe: kubectlOptions(`${objects} --show-events`),
  logs: kubectlOptions(
    '-f --follow -p --previous -c: --container: --tail: --since: --since-time: --timestamps --all-containers --all-pods --prefix -l: --selector: --limit-bytes: --max-log-requests: --ignore-errors --pod-running-timeout:',
  ),
  top: kubectlOptions(`${objects} --containers --sort-by: --no-headers --sum --show-capacity`),
  wait: kubectlOptions(`${objects} ${output} --all --for: --timeout:`),
  version: kubectlOptions(`${output} --client --short`),
  'api-resources': kubectlOptions(`${output} --namespaced --api-group: --verbs: --sort-by: --cached --categories:`),
  'api-versions': kubectlOptions(''),
  explain: kubectlOptions(`${output} --recursive --api-version:`),
  events: kubectlOptions(`${objects} ${output} --for: --types: -w --watch`),
  'cluster-info': { options: ofKubectl, words: 0 },
  rollout: {
    subcommands: {
      status: kubectlOptions(`${objects} -w --watch --timeout: --revision:`),
      history: kubectlOptions(`${objects} ${output} --revision:`),
    },
  },
  auth: {
    subcommands: {
      'can-i': kubectlOptions('-A --all-namespaces --list --no-headers -q --quiet --subresource:'),
      whoami: kubectlOptions(output),
    },
  },
  config: {
    subcommands: {
      view: kubectlOptions(`${output} --minify --raw --flatten`),
      'get-contexts': kubectlOptions(output),
      'current-context': kubectlOptions(''),
      'get-clusters': kubectlOptions(''),
      'get-users': kubectlOptions(''),
    },
  },
};

const kubectl: ReadSpec = { before: ofKubectl, subcommands: kubectlSubcommands };

const oc: ReadSpec = {
  before: ofKubectl,
  subcommands: {
    ...kubectlSubcommands,
    whoami: kubectlOptions('-t --show-token --show-server --show-console --show-context -c'),
    projects: kubectlOptions('-q --short'),
    status: kubectlOptions('--suggest -A --all-namespaces'),
    project: { options: '-q', words: 0 },
    adm: { subcommands: { top: kubectlOptions(`${objects} --containers --sort-by: --no-headers`) } },
  },
};

const listing: ReadSpec = {
  options:
    '-a --all -q --quiet -f: --filter: --format: --no-trunc -n: --last: -l --latest -s --size --digests --no-stream',
};
const inspecting: ReadSpec = { options: '-f: --format: -s --size --type:' };
const logging: ReadSpec = {
  options: '-f --follow -n: --tail: --since: --until: -t --timestamps --details --no-color --no-log-prefix',
};
const plain: ReadSpec = {};

const inspect: Readonly<Record<string, ReadSpec>> = { ls: listing, list: listing, inspect: inspecting };

/** `--host` is not among the options: `ssh://…` starts ssh. */
const docker: ReadSpec = {
  before: '-c: --context:',
  subcommands: {
    ps: listing,
    images: listing,
    inspect: inspecting,
    logs: logging,
    version: inspecting,
    info: inspecting,
    stats: listing,
    top: plain,
    port: plain,
    diff: plain,
    history: listing,
    container: { subcommands: { ...inspect, logs: logging, top: plain, port: plain, stats: listing } },
    image: { subcommands: { ...inspect, history: listing } },
    volume: { subcommands: inspect },
    network: { subcommands: inspect },
    node: { subcommands: { ...inspect, ps: listing } },
    service: { subcommands: { ...inspect, ps: listing, logs: logging } },
    stack: { subcommands: { ls: listing, ps: listing, services: listing } },
    context: { subcommands: { ls: listing, show: plain, inspect: inspecting } },
    system: { subcommands: { df: { options: '-v --verbose --format:' }, info: inspecting } },
    compose: {
      before: '-f: --file: -p: --project-name: --profile:',
      subcommands: {
        ps: { options: '-a --all -q --quiet --services --status: --filter: --format: --no-trunc' },
        logs: logging,
        ls: listing,
        images: listing,
        top: plain,
        version: { options: '--short -f: --format:' },
      },
    },
  },
};

const ofHelm = '-n: --namespace: --kube-context:';
const releases: ReadSpec = {
  options: `${ofHelm} -A --all-namespaces -a --all -o: --output: -q --short -f: --filter: -l: --selector: -m: --max: -d --date -r --reverse --revision: --pending --failed --deployed --superseded --uninstalled --show-resources --show-desc --no-headers`,
};
const charts: ReadSpec = {
  options: `${ofHelm} -l --versions --version: --devel -o: --output: --max-col-width: -r --regexp`,
};

/** `--kubeconfig` is not among the options, as of kubectl. */
const helm: ReadSpec = {
  before: ofHelm,
  subcommands: {
    list: releases,
    ls: releases,
    status: releases,
    history: releases,
    hist: releases,
    version: { options: '--short --template:' },
    env: plain,
    get: {
      subcommands: {
        all: releases,
        values: releases,
        manifest: releases,
        notes: releases,
        hooks: releases,
        metadata: releases,
      },
    },
    search: { subcommands: { repo: charts, hub: charts } },
    repo: { subcommands: { list: { options: '-o: --output:' } } },
  },
};

const ofEtcdctl = '--endpoints: --cacert: --cert: --key: -w: --write-out: --command-timeout: --dial-timeout:';
const etcd: ReadSpec = { options: `${ofEtcdctl} --cluster` };

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
    subcommands: {
      ps: { options: '-a --all -q --quiet -o: --output: --name: --state: -p: --pod: -l --latest --label: --image:' },
      pods: { options: '-q --quiet -o: --output: --name: --state: -l --latest --label: --namespace:' },
      images: { options: '-q --quiet -o: --output: --digests --no-trunc' },
      logs: { options: '-f --follow --tail: --since: -t --timestamps -p --previous' },
      inspect: { options: '-o: --output: -q --quiet' },
      info: { options: '-o: --output: -q --quiet' },
      version: plain,
      stats: { options: '-a --all -o: --output: --id:' },
    },
  },
  etcdctl: {
    before: ofEtcdctl,
    subcommands: {
      get: {
        options: `${ofEtcdctl} --prefix --keys-only --print-value-only --limit: --rev: --from-key --order: --sort-by: --count-only --hex --consistency:`,
      },
      version: plain,
      endpoint: { subcommands: { health: etcd, status: etcd } },
      member: { subcommands: { list: etcd } },
      alarm: { subcommands: { list: etcd } },
    },
  },
};
