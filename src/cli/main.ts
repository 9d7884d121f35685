import { Command, CommanderError, Option } from 'commander';
import { addDrill, addDrills } from './drill-commands.ts';
import { couldNotStart, exitCodeHelp } from './exit-codes.ts';
import { graphFormats } from './graph-formats.ts';
import { addLint } from './lint-command.ts';
import { once } from './once.ts';
import { writeMessage } from './output.ts';
import { reportError } from './report-error.ts';
import { addApp, addDebts, addImages } from './rollback-commands.ts';
import { answerOptions, givenOptions, respondingOptions, timeOptions } from './run-options.ts';
import { addInit, addNew } from './scaffold-commands.ts';
import { version } from './version.ts';
import { watchOutput } from './watch-output.ts';

type Run = (code: number) => void;

/** Arguments → one command → the exit code. Commands are loaded when they are named. */
async function main(argv: readonly string[]): Promise<number> {
  if (process.platform === 'win32') {
    writeMessage('runbook runs on Linux and macOS.\nOn Windows, run it inside WSL.');
    return couldNotStart;
  }
  let exitCode = 0;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.code === 'commander.unknownOption') await hintAt(error.message, argv);
      return error.exitCode === 0 ? 0 : couldNotStart;
    }
    return reportError(error);
  }
}

async function hintAt(message: string, argv: readonly string[]): Promise<void> {
  const flag = /unknown option '([^'=]+)/.exec(message)?.[1];
  const { hintForFlag } = await import('./unknown-flag.ts');
  const hint = flag === undefined ? undefined : hintForFlag(flag, argv.slice(1));
  if (hint !== undefined) writeMessage(hint);
}

/** A mistake in `runbook new rollback` is explained by the help of that, not by the whole. */
function nameOwnHelp({ commands }: Command, above: string): void {
  for (const command of commands) {
    const name = `${above} ${command.name()}`;
    command.showHelpAfterError(`(see ${name} --help)`);
    nameOwnHelp(command, name);
  }
}

function createProgram(done: Run): Command {
  const program = new Command('runbook')
    .description('Run the runbook that your team reads: Markdown in; a timed, journaled, honest run out.')
    .version(version, '--version')
    // Behind a command `--version v2` is a mistake and no wish to see the version of the program.
    .enablePositionalOptions()
    .helpCommand('help [command]', 'help for a command')
    .showSuggestionAfterError(true)
    .showHelpAfterError('(see runbook --help)')
    .exitOverride()
    // What follows `=` may be a secret.
    .configureOutput({
      outputError: (text, write) => write(text.replace(/(unknown option '[^'=]+)=.*?'(?=\n|$)/s, "$1'")),
    })
    .addHelpText('after', `\n${examples.join('\n')}`)
    .addHelpText('afterAll', `\n${exitCodeHelp()}`);
  addRun(program, done);
  addResume(program, done);
  addUndo(program, done);
  addPlan(program, done);
  addShow(program, done);
  addGraph(program, done);
  addLint(program, done);
  addNew(program, done);
  addInit(program, done);
  addDrill(program, done);
  addDrills(program, done);
  addOpen(program, done);
  addRuns(program, done);
  addFollow(program, done);
  addReport(program, done);
  addApp(program, done);
  addImages(program, done);
  addDebts(program, done);
  addCompletion(program, done);
  nameOwnHelp(program, 'runbook');
  return program;
}

const examples = [
  'Examples:',
  '  runbook run rollback/payment-processor.md --env staging',
  '  runbook plan rollback/payment-processor.md --env production',
  '  runbook run quickstart.md --no-input --yes-to writes',
  '  runbook report --format md',
];

const runHelp = `
Without a person every question is collected before the first effect, and exit
code 2 names the flags that are missing.

Examples:
  runbook run rollback/payment-processor.md
  runbook run release.md#rollback --env staging --set version=v1.1.0
  runbook run release.md --no-input --yes-to writes --answer notify=yes`;

const resumeHelp = `
What has ended is not run again. What was in flight when the run was interrupted is UNKNOWN: the checks of its step are
run again, and somebody says whether it counts as succeeded, is run again, or was done by hand. Environment, inputs and
answers come from the run; secrets are asked for when an action needs them. Any unique part of an id will do.

Examples:
  runbook resume
  runbook resume 1123-0314 --no-input --yes-to writes --answer switch-back.1.unknown=retry`;

const undoHelp = `
The steps that began a write, the last one first; each action is asked for and
its target proved before it. Exit code 0 says that all of them were taken back.

Examples:
  runbook undo
  runbook undo 1123-0314 --no-input --yes-to writes`;

function addRun(program: Command, done: Run): void {
  const run = program.command('run <file>').description('run a runbook: FILE, FILE#heading, or - for standard input');
  timeOptions(respondingOptions(answerOptions(run)))
    .option('--strict-budget', 'exit with 3 when it succeeded over budget')
    .option('--json', 'print the events as JSON Lines; asks nobody (with --dry-run: the plan)')
    .option('--dry-run', 'the same as: runbook plan FILE')
    .addHelpText('after', runHelp)
    .action(async (file, flags) => {
      if (flags.dryRun === true) done(await (await import('./commands/plan.ts')).plan(file, flags));
      else done(await (await import('./commands/run.ts')).run(file, flags));
    });
}

function addResume(program: Command, done: Run): void {
  const resume = program
    .command('resume [id]')
    .description('go on with a run that was interrupted or paused, the newest when none is named');
  respondingOptions(givenOptions(resume))
    .option('--use-changed', 'go on with the runbook file as it is now, not with what the run began with')
    .option('--strict-budget', 'exit with 3 when it succeeded over budget')
    .option('--json', 'print the events as JSON Lines; asks nobody')
    .addHelpText('after', resumeHelp)
    .action(async (id, flags) => done(await (await import('./commands/resume.ts')).resume(id, flags)));
}

function addUndo(program: Command, done: Run): void {
  const undo = program
    .command('undo [id]')
    .description('take back what a run has done, by the undo of its runbook; the newest when none is named');
  respondingOptions(givenOptions(undo))
    .option('--json', 'print the events as JSON Lines; asks nobody')
    .addHelpText('after', undoHelp)
    .action(async (id, flags) => done(await (await import('./commands/undo.ts')).undo(id, flags)));
}

function addPlan(program: Command, done: Run): void {
  answerOptions(
    program.command('plan [file]').description('show everything that a run would do and ask; nothing is run'),
  )
    .option('--json', 'the plan as JSON')
    .addOption(
      once(
        new Option(
          '--rest [id]',
          'what is left of a run instead, the newest where none is named, as plain commands for bash',
        ),
      ),
    )
    .action(async (file, flags) => {
      if (flags.rest !== undefined)
        done(await (await import('./commands/rest.ts')).rest(flags.rest === true ? undefined : flags.rest));
      else if (file === undefined) program.error("error: missing required argument 'file'");
      else done(await (await import('./commands/plan.ts')).plan(file, flags));
    });
}

function addShow(program: Command, done: Run): void {
  program
    .command('show <file>')
    .description('show what was understood of a file, and every problem')
    .option('--json', 'the model as JSON; its schema is runbook-as-code/schema/model.json')
    .action(async (file, flags) => done(await (await import('./commands/show.ts')).show(file, flags)));
}

function addGraph(program: Command, done: Run): void {
  program
    .command('graph <file>')
    .description('draw the steps: order, needs, budgets')
    .addOption(new Option('--format <format>', 'how to draw it').choices(graphFormats).default('text'))
    .action(async (file, flags) => done((await import('./commands/graph.ts')).graph(file, flags)));
}

function addOpen(program: Command, done: Run): void {
  program
    .command('open <file>')
    .description('print the address of a runbook, or of FILE#STEP, on the site, and open it')
    .option('--print', 'only print it')
    .addHelpText(
      'after',
      '\nThe address comes from site.url in runbook.config.yaml.\n\nExample:\n  runbook open rollback/shop.md#go-back',
    )
    .action(async (file, flags) => done((await import('./commands/open.ts')).open(file, flags)));
}

function addRuns(program: Command, done: Run): void {
  const runs = program
    .command('runs')
    .description('list the runs of this project, newest first')
    .option('--json', 'as JSON');
  runs.action(async (flags) => done((await import('./commands/runs.ts')).runs(flags)));
  runs
    .command('prune')
    .description('remove runs that ended long ago')
    .requiredOption('--older <duration>', 'how long ago, for example 90d')
    .option('--json', 'as JSON')
    .action(async (flags) => done((await import('./commands/runs.ts')).prune(flags)));
  addVerify(runs, done);
}

function addVerify(runs: Command, done: Run): void {
  runs
    .command('verify [id]')
    .description('say whether the journal and the logs of a run, or of all runs, are what was written')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExit code 1 says that at least one is not; the first damaged or missing line is named.')
    .action(async (id, flags) => done((await import('./commands/verify.ts')).verify(id, flags)));
}

function addFollow(program: Command, done: Run): void {
  program
    .command('follow [id]')
    .description('look on while a run goes on, the live one when none is named; it is never touched')
    .option('--json', 'print the events as JSON Lines')
    .addHelpText(
      'after',
      '\nEnds when the run has ended, is paused, or its program is gone. Ctrl-C only stops looking.',
    )
    .action(async (id, flags) => done(await (await import('./commands/follow.ts')).follow(id, flags)));
}

function addReport(program: Command, done: Run): void {
  program
    .command('report [id]')
    .description('tell the timeline of a run, the newest when none is named; any unique part of an id will do')
    .addOption(new Option('--format <format>', 'Markdown or JSON').choices(['md', 'json']).default('md'))
    .option('--no-output', 'leave the output of the commands out')
    .addHelpText('after', '\nExit code 1 also says that the journal or a log is not what was written.')
    .action(async (id, flags) => done((await import('./commands/report.ts')).report(id, flags)));
}

function addCompletion(program: Command, done: Run): void {
  program
    .command('completion <shell>')
    .description('print a completion script for bash, zsh or fish')
    .addHelpText('after', '\nExamples:\n  source <(runbook completion bash)\n  runbook completion fish | source')
    .action(async (shell) => done((await import('./commands/completion.ts')).completion(shell, program)));
}

watchOutput(
  ['run', 'resume', 'undo'].includes(process.argv[2] ?? '') &&
    !process.argv.includes('--dry-run') &&
    !process.argv.includes('--help'),
);
process.exitCode = await main(process.argv.slice(2));
