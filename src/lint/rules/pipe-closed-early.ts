import type { Rule } from '../rule.ts';

export const pipeClosedEarly: Rule = {
  code: 'pipe-closed-early',
  preset: 'strict',
  on: 'script',
  title: 'A program is cut off by head, and the step may fail with 141.',
  why: `\`head\` closes the pipe when it has enough; a program that still writes is ended by SIGPIPE, and with pipefail the status is 141.
With little output it works, with much it fails. Let the program limit itself (\`--tail\`, \`-n\`, LIMIT), or use awk or sed, which read to the end.`,
  bad: { as: 'bash', text: '{effect=read}\njournalctl -u shop --no-pager | head -n 5' },
  good: { as: 'bash', text: '{effect=read}\njournalctl -u shop --no-pager -n 5' },
  *check({ invocations, placeOf }) {
    for (const { program, command, nested } of invocations) {
      if (nested || program !== 'head' || !command.hasInput || !command.isLastOfPipeline) continue;
      yield {
        place: placeOf(command.position, program),
        message: 'If the program before it writes more than head reads, the step fails with 141.',
        hint: 'Let the program limit itself, or use sed or awk, which read to the end.',
      };
    }
  },
};
