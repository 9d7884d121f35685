import { isKnownProgram } from '../../classify/known-programs.ts';
import type { Rule } from '../rule.ts';

export const promptLooksLikeRedirection: Rule = {
  code: 'prompt-looks-like-redirection',
  preset: 'legacy',
  on: 'script',
  title: 'A prompt is read as a redirection.',
  why: `\`> kubectl get pods\` creates a file called kubectl, or empties one of that name, and ends with 0. Leave the prompt out of every
line.`,
  bad: { as: 'bash', text: '{effect=read}\n> kubectl get pods -n shop\nkubectl get nodes' },
  good: { as: 'bash', text: '{effect=read}\nkubectl get pods -n shop\nkubectl get nodes' },
  *check({ shell, isFile, placeOf }) {
    if (isFile) return;
    for (const { operator, target, position } of shell.redirects) {
      if (operator !== '>' || target?.literal === undefined || !isKnownProgram(target.literal)) continue;
      const line = shell.source.split('\n')[position.line - 1] ?? '';
      if (!/^\s*>\s/.test(line)) continue;
      yield {
        place: placeOf(position, line.trim()),
        message: `It writes a file called ${target.literal} and runs nothing, and the step counts as done.`,
        hint: 'Leave the prompt out of every line.',
      };
    }
  },
};
