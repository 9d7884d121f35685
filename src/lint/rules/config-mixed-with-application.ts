import type { Invocation } from '../../classify/invocations.ts';
import { positionalsOf } from '../../classify/words.ts';
import { appliedFiles } from '../applied-files.ts';
import { goesBack } from '../goes-back.ts';
import { isKubectl } from '../kubectl.ts';
import type { Rule } from '../rule.ts';
import type { PlacedAction } from '../runbook-subject.ts';
import type { Script } from '../script.ts';

export const configMixedWithApplication: Rule = {
  code: 'config-mixed-with-application',
  preset: 'strict',
  on: 'runbook',
  title: 'One step takes back the application and its configuration.',
  why: `Most rollbacks need one of the two. In one step both happen, whichever broke, and when it fails nobody knows which of
them is back. Give each a step of its own, the configuration behind a condition.`,
  bad: {
    as: 'runbook',
    text: rollback('kubectl apply -f "config/shop-$VERSION.yaml"\nrunbook app undo deployment/shop --to "$VERSION"'),
  },
  good: { as: 'runbook', text: rollback('runbook app undo deployment/shop --to "$VERSION"') },
  *check({ actions, isRollback }) {
    if (!isRollback) return;
    for (const together of runTogether(actions)) {
      const isDone = together.some(({ invocations }) => invocations.some(goesBack));
      const [place] = isDone ? together.flatMap(placesOfSettings) : [];
      if (place === undefined) continue;
      yield {
        place,
        message: 'The configuration goes back with the application, whichever of them broke.',
        hint: 'Give the configuration a step of its own, with a condition such as "**If configuration changed:**".',
      };
    }
  },
};

/** The scripts that a step always runs are one group; each that may be left out is decided on by itself. */
function runTogether(actions: readonly PlacedAction[]): readonly (readonly Script[])[] {
  const groups = new Map<string, Script[]>();
  for (const { action, step, section, script, isOptional } of actions) {
    if (script === undefined || step === undefined || section !== 'steps' || action.role !== 'forward') continue;
    const key = isOptional ? action.address : step.id;
    groups.set(key, [...(groups.get(key) ?? []), script]);
  }
  return [...groups.values()];
}

function placesOfSettings(script: Script) {
  return script.invocations.flatMap((invocation) =>
    takesSettingsBack(invocation, script) ? [script.placeOf(invocation.command.position, invocation.program)] : [],
  );
}

/** By the name of a file (`config/shop-v1.yaml`, `configmap.yaml`), or of what is changed. */
function takesSettingsBack(invocation: Invocation, script: Script): boolean {
  const isSettings = ({ text }: { readonly text: string }) =>
    /(?:^|[^a-z])(?:config|configmaps?|cm)(?:[^a-z]|$)/i.test(text);
  if (appliedFiles(invocation, script).some(isSettings)) return true;
  const words = positionalsOf(invocation.program, invocation.args);
  return (
    isKubectl(invocation) &&
    words[0] === 'rollout' &&
    words[1] === 'undo' &&
    /^(?:cm|configmap)\b/i.test(words[2] ?? '')
  );
}

function rollback(commands: string): string {
  const front = '---\nrunbook:\n  inputs:\n    version: { type: semver, prompt: Version to restore }\n---\n';
  return `${front}\n# Roll back shop\n\n## Steps\n\n### Step 1: Go back (1 minute)\n\n\`\`\`bash {effect=write}\n${commands}\n\`\`\`\n`;
}
