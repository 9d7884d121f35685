import { type Command, Option } from 'commander';

type Done = (code: number) => void;

const writingOptions = (command: Command): Command =>
  command
    .option('--yes', 'write without asking')
    .option('--dry-run', 'show what would be written, and write nothing')
    .option('--json', 'as JSON');

const initHelp = `
Nothing that is there already is written over.

Examples:
  runbook init
  runbook init --yes --ci none`;

export function addInit(program: Command, done: Done): void {
  writingOptions(
    program.command('init').description('begin: a configuration, a first runbook, a workflow, hints for editors'),
  )
    .addOption(
      new Option('--ci <system>', 'the workflow that lints in pull requests')
        .choices(['github', 'none'])
        .default('github'),
    )
    .addOption(
      new Option('--preset <preset>', 'the rules of lint to begin with')
        .choices(['legacy', 'recommended', 'strict'])
        .default('recommended'),
    )
    .option('--site', 'a small Docusaurus site that shows the runbooks, in site/')
    .addHelpText('after', initHelp)
    .action(async (flags) => done(await (await import('./commands/init.ts')).init(flags)));
}

const newHelp = `
Fills in what it finds: package.json, manifests of the project, the kubeconfig.
No cluster is asked, and nothing that is there already is written over.

Examples:
  runbook new rollback payment-processor
  runbook new rollback shop --image registry.example.com/shop --trigger argo
  runbook new blank restart-the-shop`;

export function addNew(program: Command, done: Done): void {
  const fresh = program.command('new').description('write a runbook from a template').addHelpText('after', newHelp);
  rollbackOptions(fresh.command('rollback <name>').description('all that the rollback of a component needs')).action(
    async (name, flags) => done(await (await import('./commands/new.ts')).newRollback(name, flags)),
  );
  templateOptions(fresh.command('blank <name>').description('the smallest runbook that says everything')).action(
    async (name, flags) => done(await (await import('./commands/new.ts')).newBlank(name, flags)),
  );
}

function templateOptions(command: Command): Command {
  return writingOptions(command)
    .option('--output <folder>', 'where to write it; runbooks/ by default')
    .option('--template <folder>', 'a folder of templates of your own')
    .option('--owner <name>', 'who is called');
}

const rollbackHelp = `
Exit code 1 says that somebody was asked and did not want the files.

Examples:
  runbook new rollback payment-processor --service-url https://pay.example.com
  runbook new rollback shop --migration-tool sql --migrations db/migrations
  runbook new rollback shop --trigger argo --dry-run`;

function rollbackOptions(command: Command): Command {
  return templateOptions(command)
    .option('--workload <kind/name>', 'the workload; deployment/NAME by default')
    .option('--container <name>', 'its main container')
    .option('--image <repository>', 'the repository of its image')
    .option('--namespace <name>', 'its namespace')
    .option('--selector <labels>', 'which pods are its own; app=NAME by default')
    .option('--service-url <url>', 'the address of the service')
    .option('--migrations <folder>', 'where its migrations are; looked for by default')
    .addOption(
      new Option('--migration-tool <tool>', 'what migrates its database').choices([
        'typeorm',
        'node-pg-migrate',
        'knex',
        'sql',
        'none',
      ]),
    )
    .addOption(
      new Option(
        '--config <kind>',
        'where its configuration is versioned: files in Git for ConfigMaps, or for etcd; or a ConfigMap for each version',
      )
        .choices(['git', 'etcd', 'configmap', 'none'])
        .default('git'),
    )
    .option('--with-secrets', 'let the script roll a Secret back as well, when it is told to')
    .addOption(
      new Option('--trigger <tool>', 'the automatic rollback of a release that fails')
        .choices(['argo', 'flagger', 'none'])
        .default('none'),
    )
    .option('--prometheus <url>', 'what the analysis asks', 'http://prometheus:9090')
    .addHelpText('after', rollbackHelp);
}
