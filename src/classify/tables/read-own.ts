import type { ReadSpec } from '../read-spec.ts';

const cluster = '-n: --namespace: --context: --json';

/** The commands of this program that look and change nothing; what `app wait` notes on a revision changes nothing that runs. */
export const ownReads: Readonly<Record<string, ReadSpec>> = {
  runbook: {
    subcommands: {
      app: {
        subcommands: {
          history: { options: cluster },
          status: { options: cluster },
          wait: { options: `${cluster} --timeout: --digest:` },
          rbac: { options: '-n: --namespace: --for: --least' },
        },
      },
      images: {
        subcommands: {
          list: { options: '--json' },
          check: { options: '--json --platform:' },
          audit: { options: cluster },
        },
      },
    },
  },
};
