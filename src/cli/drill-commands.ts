import { type Command, Option } from 'commander';
import { once } from './once.ts';
import { answerOptions, respondingOptions, timeOptions } from './run-options.ts';

type Done = (code: number) => void;

const drillHelp = `
The same engine and the same screens as a run, in the environment that the front
matter names under drill:. What happened is written down below runbooks/.drills,
to be committed. With --no-input the answers under drill: are given.

Examples:
  runbook drill rollback/payment-processor.md
  runbook drill rollback/payment-processor.md --no-input --yes-to writes`;

export function addDrill(program: Command, done: Done): void {
  const command = program
    .command('drill <file>')
    .description('practise a runbook, and write down how long each step took');
  timeOptions(respondingOptions(answerOptions(command)))
    .option('--fault', 'break the environment first, by the fences marked fault; those marked restore bring it back')
    .addOption(once(new Option('--allow <environment>', 'practise in production all the same; needs --reason')))
    .addOption(once(new Option('--reason <text>', 'why it cannot be practised elsewhere')))
    .option('--strict-budget', 'exit with 3 when it succeeded over budget')
    .option('--json', 'print the events as JSON Lines; asks nobody')
    .addHelpText('after', drillHelp)
    .action(async (file, flags) => done(await (await import('./commands/drill.ts')).drill(file, flags)));
}

const drillsHelp = `
Examples:
  runbook drills
  runbook drills rollback/payment-processor.md
  runbook drills due --within 14d
  runbook drills suggest rollback/payment-processor.md --write
  runbook drills record 1123-0314`;

const recordHelp = `
Example:
  runbook drills record 1123-0314 --at detect=03:02 --at traffic-restored=03:19`;

const dueHelp = `
Overdue is a runbook that was never drilled, not since drill.every (90d where it
says nothing), not since a change of what is executed, only by whoever wrote it,
or that is over its budget at p90. Exit code 1 says that one is.`;

export function addDrills(program: Command, done: Done): void {
  const drills = program
    .command('drills [file]')
    .description('how long the steps of a runbook really take, and whether it was practised')
    .option('--json', 'the same as one JSON document')
    .addHelpText('after', drillsHelp)
    .action(async (file, flags) => done((await import('./commands/drills.ts')).drills(file, flags)));
  drills
    .command('due')
    .description('the runbooks that have to be practised')
    .addOption(once(new Option('--within <duration>', 'also those that will be due by then, such as 14d')))
    .addOption(
      once(new Option('--format <format>', 'how they are written').choices(['text', 'json', 'github']).default('text')),
    )
    .addHelpText('after', dueHelp)
    .action(async (flags) => done((await import('./commands/drills-due.ts')).drillsDue(flags)));
  drills
    .command('suggest <file>')
    .description('budgets by what the last ten drills took')
    .option('--write', 'put them into the headings, and change nothing else')
    .option('--json', 'the same as one JSON document')
    .action(async (file, flags) => done((await import('./commands/drills-suggest.ts')).drillsSuggest(file, flags)));
  timeOptions(drills.command('record <id>'))
    .description('write a real run down beside the drills; it is counted apart')
    .addHelpText('after', recordHelp)
    .action(async (id, flags) => done(await (await import('./commands/drills-record.ts')).drillsRecord(id, flags)));
}
