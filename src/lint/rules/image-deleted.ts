import { type CommandPattern, matchesAny } from '../../classify/command-pattern.ts';
import { type Invocation, invocationText } from '../../classify/invocations.ts';
import { hasAnyOption } from '../../classify/words.ts';
import type { Rule } from '../rule.ts';

const deleting: readonly CommandPattern[] = [
  'crane delete',
  'skopeo delete',
  'regctl image|tag|manifest delete|rm',
  'oras manifest delete',
  'aws ecr batch-delete-image',
  'aws ecr-public batch-delete-image',
  'aws ecr delete-repository',
  'gcloud container images delete|untag',
  'gcloud artifacts docker images|tags delete',
  'gcloud artifacts repositories delete',
  'az acr repository delete|untag',
  'az acr manifest delete',
  'oc delete is|istag|imagestream|imagestreamtag|imagestreams|imagestreamtags',
  'oc tag -d|--delete',
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
      if (!matchesAny(invocation, deleting) && !deletesManifest(invocation)) continue;
      yield {
        place: placeOf(invocation.command.position, invocation.program),
        message: `"${invocationText(invocation)}" takes away a version that somebody may have to go back to.`,
        hint: 'Keep the last 5 to 10 versions; let a policy of the registry remove older ones.',
      };
    }
  },
};

/** `curl -X DELETE https://registry.example.com/v2/shop/manifests/sha256:…`: the API that every registry has. */
function deletesManifest({ program, args }: Invocation): boolean {
  if (program !== 'curl' || !hasAnyOption(args, ['-X=DELETE', '--request=DELETE'])) return false;
  return args.some(({ text }) => /\/v2\/.+\/manifests\//.test(text));
}
