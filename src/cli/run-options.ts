import { type Command, Option } from 'commander';
import { toldTimeName, toldTimes } from '../events/told-time.ts';
import { once } from './once.ts';

const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

/** Where a run goes, and what can be answered beforehand. */
export function answerOptions(command: Command): Command {
  return givenOptions(command.addOption(once(new Option('--env <name>', 'the environment to run against'))));
}

/** What can be answered beforehand in any run. */
export function givenOptions(command: Command): Command {
  return command
    .option('--set <name=value>', 'the value of an input; may be repeated', collect)
    .option('--option <step=key>', 'the option to take in a step; may be repeated', collect)
    .option('--answer <id=value>', 'the answer to a question; may be repeated', collect)
    .addOption(
      once(
        new Option('--yes-to <effects>', 'run declared reads, or declared writes as well, without asking').choices([
          'reads',
          'writes',
        ]),
      ),
    );
}

/** How a person is asked, or nobody. */
export function respondingOptions(command: Command): Command {
  return command
    .option('--no-input', 'ask nobody: every answer must be given by flags')
    .option('--plain', 'lines instead of a screen, for a screen reader; keys end with Enter')
    .option('--no-transcript', 'keep of interactive programs only when they ran, not what was typed and seen');
}

/** What whoever begins, or writes down, a run knows of the incident. */
export function timeOptions(command: Command): Command {
  const names = [...toldTimes].map(toldTimeName).join(', ');
  return command.option('--at <what=time>', `when something happened: ${names}; may be repeated`, collect);
}
