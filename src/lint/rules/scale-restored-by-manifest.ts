import { appliedFiles } from '../applied-files.ts';
import { placeOfWord } from '../place-of-word.ts';
import type { Rule } from '../rule.ts';

export const scaleRestoredByManifest: Rule = {
  code: 'scale-restored-by-manifest',
  preset: 'strict',
  on: 'script',
  title: 'A rollback applies the whole manifest of a workload, its number of replicas included.',
  why: `Where a manifest states \`replicas\`, applying it takes the number of pods back to what it was on a quiet day, in the
middle of the load that an autoscaler has answered. Go back by the revision, which leaves the scale alone, or keep \`replicas\` out of
manifests of what is scaled.`,
  bad: { as: 'runbook', text: inRollback('kubectl apply -f "k8s/deployment-$VERSION.yaml"') },
  good: { as: 'runbook', text: inRollback('runbook app undo deployment/shop --to "$VERSION"') },
  *check(script) {
    if (!script.isRollback || script.action?.role === 'fault') return;
    for (const invocation of script.invocations) {
      const word = appliedFiles(invocation, script).find(({ text }) => namesWorkload(text));
      if (word === undefined) continue;
      yield {
        place: invocation.nested ? placeOfWord(script, invocation, word) : script.placeOf(word.position, word.text),
        message: `Where ${word.text} states replicas, the autoscaler's pods go in the middle of the load.`,
        hint: 'Go back by version:\n  runbook app undo KIND/NAME --to "$VERSION"',
      };
    }
  },
};

/** `deployment.yaml`, `deployment-v1.1.0.yaml`, `shop-deployment.yaml`; a folder may hold anything. */
function namesWorkload(text: string): boolean {
  const name = text.replace(/["']/g, '').replace(/^.*[/:=]/, '');
  return /(?:^|[^a-z])(?:deployment|statefulset|rollout)s?(?:[^a-z].*)?\.(?:ya?ml|json)$/i.test(name);
}

function inRollback(command: string): string {
  const front = '---\nrunbook:\n  inputs:\n    version: { type: semver, prompt: Version to restore }\n---\n';
  return `${front}\n# Roll back shop\n\n## Steps\n\n### Step 1: Go back (1 minute)\n\n\`\`\`bash\n${command}\n\`\`\`\n`;
}
