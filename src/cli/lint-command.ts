import { type Command, Option } from 'commander';
import { once } from './once.ts';

type Done = (code: number) => void;

const lintHelp = `
Without PATHS: what runbook.config.yaml names, else the Markdown files of
runbooks/, else all of this folder. A folder is searched for Markdown; a file is read as what its name
says: a shell script, a manifest of Kubernetes, a migration. - reads a runbook
from standard input; with --fix the mended text is printed.

Exit code 1 says that errors were found (with strict: errors or warnings).

Examples:
  runbook lint
  runbook lint rollback/payment-processor.md --preset strict
  runbook lint --explain undo-to-fixed-revision
  runbook lint --fix
  runbook lint --fix-suggested --dry-run
  runbook lint --baseline
  runbook lint --format sarif > runbook.sarif`;

const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

export function addLint(program: Command, done: Done): void {
  program
    .command('lint [paths...]')
    .description('say what would go wrong at 3 a.m., and mend what can be mended')
    .addOption(
      once(
        new Option('--format <format>', 'how findings are written')
          .choices(['text', 'json', 'sarif', 'github'])
          .default('text'),
      ),
    )
    .option('--json', 'the same as --format json')
    .addOption(
      once(
        new Option('--preset <preset>', 'which rules: only silent damage, the default, or all').choices([
          'legacy',
          'recommended',
          'strict',
        ]),
      ),
    )
    .option('--rule <code=level>', 'a rule off, or as info, warning or error; may be repeated', collect)
    .option('--fix', 'make every change that is certain to mean the same')
    .option('--fix-suggested', 'show each change that needs a look, and ask')
    .option('--dry-run', 'show the changes of --fix and --fix-suggested, and make none')
    .option('--answer <name=value>', 'what a suggested change asks for; may be repeated', collect)
    .option('--yes', 'make the suggested changes without asking')
    .option('--baseline [file]', 'report only what is new since the file was written; the first time it is written')
    .option('--update-baseline', 'the same, and take out of the baseline what was mended')
    .addOption(
      once(
        new Option('--fail-on <severity>', 'the least that makes the exit code 1').choices([
          'error',
          'warning',
          'info',
        ]),
      ),
    )
    .option('--stdin-name <file>', 'the name of what comes from standard input: what it is read as')
    .option('--explain <code>', 'say what a rule forbids and why, with an example')
    .option('--rules', 'list all rules')
    .addHelpText('after', lintHelp)
    .action(async (paths, flags) => {
      const given = flags.json === true ? { ...flags, format: 'json' } : flags;
      if (given.explain !== undefined) done((await import('./commands/explain.ts')).explain(given.explain, given));
      else if (given.rules === true) done((await import('./commands/explain.ts')).rules(given));
      else done(await (await import('./commands/lint.ts')).lint(paths, given));
    });
}
