import { hasAnyOption, hasOption } from '../../classify/words.ts';
import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';

export const requestWithoutFail: Rule = {
  code: 'request-without-fail',
  preset: 'recommended',
  on: 'script',
  title: 'A request counts as succeeded whatever the server answers.',
  why: `Without \`--fail\` an answer of 500 is a success to curl: the health check of a service that is down passes. Add \`--fail\`, or look at
the status with \`--write-out '%{http_code}'\`.`,
  bad: { as: 'bash', text: '{effect=read}\ncurl https://shop.example.com/health' },
  good: { as: 'bash', text: '{effect=read}\ncurl --fail https://shop.example.com/health' },
  *check({ invocations, placeOf, rangeOf }) {
    for (const { program, args, command, nested, through } of invocations) {
      if (program !== 'curl' || nested || through.length > 0 || !command.isLastOfPipeline) continue;
      if (command.inside.some((one) => one === 'substitution' || one === 'process-substitution')) continue;
      if (
        hasAnyOption(args, [
          '--fail',
          '-f',
          '--fail-with-body',
          '--fail-early',
          '-w',
          '--write-out',
          '-I',
          '--head',
          '-i',
          '--include',
        ])
      )
        continue;
      if (hasOption(args, '--version') || !args.some(({ text }) => /:\/\/|\$/.test(text))) continue;
      const word = command.words[0];
      const place = placeOf(command.position, program);
      yield {
        place,
        message: 'An answer of 500 is a success to curl: the check passes while the service is down.',
        hint: 'Add --fail.',
        ...(word?.text === 'curl'
          ? {
              fix: suggestedFix('Let it fail', {
                place: rangeOf(word.position.offset + 4, word.position.offset + 4),
                text: ' --fail',
              }),
            }
          : {}),
      };
    }
  },
};
