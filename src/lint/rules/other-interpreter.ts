import type { Rule } from '../rule.ts';

export const otherInterpreter: Rule = {
  code: 'other-interpreter',
  preset: 'strict',
  on: 'reading',
  title: 'A fence of SQL or another language says what it does.',
  why: `Whether an \`sql\`, \`http\` or \`python\` fence is an example or meant to run cannot be seen. Without \`effect=\` it is shown
and a person runs it by hand; with it, it runs, is timed and is journalled.`,
  bad: { as: 'sql', text: 'SELECT count(*) FROM carts;' },
  good: {
    as: 'sql',
    text: `{effect=read}
SELECT count(*) FROM carts;`,
  },
};
