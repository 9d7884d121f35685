import { type CommandPattern, matchesAny } from '../../classify/command-pattern.ts';
import { invocationText } from '../../classify/invocations.ts';
import type { Rule } from '../rule.ts';

const deleting: readonly CommandPattern[] = [
  'crane delete',
  'skopeo delete',
  'regctl image|tag|manifest delete|rm',
  'oras manifest delete',
  'aws ecr batch-delete-image',
  'aws ecr-public batch-delete-image',
  'aws ecr delete-repository',
  'gcloud container images delete',
  'gcloud artifacts docker images delete',
  'gcloud artifacts repositories delete',
  'az acr repository delete',
  'az acr manifest delete',
  'doctl registry repository delete-tag|delete-manifest',
];

export const imageDeleted: Rule = {
  code: 'image-deleted',
  preset: 'legacy',
  on: 'script',
  title: 'An image is deleted from the registry.',
  why: `A version whose image is gone cannot be gone back to, and one digest may have several tags: deleting it takes all of
them. Keep the last five to ten versions, and leave cleaning up to a policy of the registry that knows what runs.`,
  bad: { as: 'bash', text: 'crane delete registry.example.com/shop:v1.0.0' },
  good: { as: 'bash', text: 'runbook images list registry.example.com/shop' },
  *check({ invocations, placeOf }) {
    for (const invocation of invocations) {
      if (!matchesAny(invocation, deleting)) continue;
      yield {
        place: placeOf(invocation.command.position, invocation.program),
        message: `"${invocationText(invocation)}" takes away a version that somebody may have to go back to.`,
        hint: 'Keep the last 5 to 10 versions; let a policy of the registry remove older ones.',
      };
    }
  },
};
