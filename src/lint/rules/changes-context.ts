import { type CommandPattern, matchesAny } from '../../classify/command-pattern.ts';
import { invocationText } from '../../classify/invocations.ts';
import type { Rule } from '../rule.ts';

const changing: readonly CommandPattern[] = [
  'kubectl|oc|k config use-context|use|set-context|set',
  'oc project',
  'gcloud config set',
  'gcloud config configurations activate',
  'az account set',
  'aws configure set',
  'docker context use',
];

export const changesContext: Rule = {
  code: 'changes-context',
  preset: 'recommended',
  on: 'script',
  title: 'A command changes where every other shell works.',
  why: `The context is one for all terminals of this account: what a colleague types next to it goes to production from here on, and so does
whatever is typed tomorrow. Name the target in the command (\`--context\`, \`--project\`), or in \`environments:\`, which holds for the run
alone.`,
  bad: { as: 'bash', text: '{effect=write}\nkubectl config use-context production' },
  good: { as: 'bash', text: 'kubectl --context production get pods -n shop' },
  *check({ invocations, placeOf }) {
    for (const invocation of invocations) {
      const { program, args, command } = invocation;
      const isSwitch =
        (program === 'kubectx' || program === 'kubens') && args.some(({ text }) => !text.startsWith('-'));
      if (!isSwitch && !matchesAny(invocation, changing)) continue;
      yield {
        place: placeOf(command.position, program),
        message: `"${invocationText(invocation)}" holds for every other terminal of this account, and tomorrow.`,
        hint: 'Name the target in each command, or in environments: of the front matter.',
      };
    }
  },
};
