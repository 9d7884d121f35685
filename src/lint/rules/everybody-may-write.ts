import { invocationText } from '../../classify/invocations.ts';
import type { Rule } from '../rule.ts';

export const everybodyMayWrite: Rule = {
  code: 'everybody-may-write',
  preset: 'recommended',
  on: 'script',
  title: 'A command lets every account write a file.',
  why: `\`chmod 777\` ends the outage and begins the next one: any process may change the file from then on, and nobody remembers what the rights
were. Give the one account that needs it its right.`,
  bad: { as: 'bash', text: '{effect=write}\nchmod -R 777 /var/lib/shop' },
  good: { as: 'bash', text: '{effect=write}\nchown -R shop /var/lib/shop' },
  *check({ invocations, placeOf }) {
    for (const invocation of invocations) {
      const { program, args, command } = invocation;
      if (program !== 'chmod' || !args.some(({ literal }) => forAll.test(literal ?? ''))) continue;
      yield {
        place: placeOf(command.position, program),
        message: `After "${invocationText(invocation)}" any process may write there, and what the rights were is gone.`,
        hint: 'Give the account that needs it its right, by chown, or by a group.',
      };
    }
  },
};

const forAll = /^[0-7]?[0-7]{2}[2367]$|^(?:\w*[oa]\w*)?\+[rx]*w/;
