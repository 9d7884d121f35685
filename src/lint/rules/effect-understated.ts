import { effects } from '../../runbook/effect.ts';
import type { Rule } from '../rule.ts';

export const effectUnderstated: Rule = {
  code: 'effect-understated',
  preset: 'legacy',
  on: 'runbook',
  title: 'An action does more to its target than its author states.',
  why: `\`effect=read\` lets a command run without a question, and \`effect=write\` spares the typed confirmation. A command that is known
to destroy something must say \`effect=destructive\`, one that is known to change something \`effect=write\`.`,
  bad: { as: 'bash', text: '{effect=read}\nkubectl delete pod shop-0 -n shop' },
  good: { as: 'bash', text: '{effect=destructive}\nkubectl delete pod shop-0 -n shop' },
  *check({ actions }) {
    for (const { action, text } of actions) {
      const { effect, place, source } = action;
      if (action.kind !== 'shell' || effect === undefined || text.effect === 'unknown') continue;
      if (effects.indexOf(text.effect) <= effects.indexOf(effect)) continue;
      // What a repository has committed can be had back: whether that is destroyed is its author's to say.
      if (effect === 'write' && text.reason.startsWith('"git ')) continue;
      const first = source.split('\n').findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'));
      const line = place.line + Math.max(0, first);
      yield {
        place: {
          line,
          column: place.column,
          endLine: line,
          endColumn: place.column + (source.split('\n')[Math.max(0, first)] ?? '').length,
        },
        message: `${text.reason}, and effect=${effect} lets it run without the question that this needs.`,
        hint: `Write effect=${text.effect}.`,
      };
    }
  },
};
