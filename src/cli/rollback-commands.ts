import { type Command, Option } from 'commander';

/** What is called with the exit code. */
type Done = (code: number) => void;

const imagesHelp = `
Nothing is ever deleted. Credentials are those of docker login.

Examples:
  runbook images list registry.example.com/payment-processor
  runbook images check registry.example.com/payment-processor:v1.1.0
  runbook images audit deployment/payment-processor`;

export function addImages(program: Command, done: Done): void {
  const images = program
    .command('images')
    .description('look at the images that a rollback needs, in their registry')
    .addHelpText('after', imagesHelp);
  images
    .command('list <repository>')
    .description('list the tags of a repository, versions first, the newest at the top')
    .option('--json', 'as JSON')
    .action(async (name, flags) => done(await (await import('./commands/images.ts')).list(name, flags)));
  images
    .command('check <images...>')
    .description('say whether images could be pulled now: every manifest, configuration and layer is looked for')
    .option('--platform <platform>', 'for this one alone, such as linux/amd64')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExit code 1 says that one is not pullable, or that its registry gave no answer.')
    .action(async (names, flags) => done(await (await import('./commands/images.ts')).check(names, flags)));
  addAudit(images, done);
}

const appHelp = `
WORKLOAD is written as for kubectl: deployment/NAME, statefulset/NAME,
daemonset/NAME, rollout/NAME; a name alone is a Deployment's.

Examples:
  runbook app history deployment/payment-processor
  runbook app undo deployment/payment-processor --to v1.1.0 --dry-run
  runbook app undo deployment/payment-processor --wait`;

function addAudit(images: Command, done: Done): void {
  clusterOptions(
    images
      .command('audit <workload>')
      .description('say whether the images of a workload let it be rolled back: tags, versions kept, tags that moved'),
  )
    .addHelpText('after', '\nExit code 1 says that something is in the way, or that a registry gave no answer.')
    .action(async (name, flags) => done(await (await import('./commands/images.ts')).audit(name, flags)));
}

export function addApp(program: Command, done: Done): void {
  const app = program
    .command('app')
    .description('roll back what runs in Kubernetes, and wait until it does')
    .addHelpText('after', appHelp);
  clusterOptions(
    app.command('history <workload>').description('list what could be gone back to, and whether it could start'),
  )
    .addHelpText('after', historyHelp)
    .action(async (name, flags) => done(await (await import('./commands/app.ts')).history(name, flags)));
  clusterOptions(
    app.command('undo <workload>').description('go back to a version that worked; the second time does nothing'),
  )
    .addOption(
      new Option('--to <target>', 'last-good, a version, a digest, or the number of a revision').default('last-good'),
    )
    .option('--dry-run', 'show what it would do')
    .option('--resume', 'resume it where it is paused')
    .option('--suspend', 'suspend first what would put the other version back, Argo CD or Flux; runbook debts lists it')
    .option('--even-if-reverted', 'also where Argo CD or Flux would put the other version back')
    .option('--no-input', 'ask nothing')
    .option('--wait', 'wait until it has arrived')
    .addOption(waitLimit())
    .addHelpText('after', '\nExit code 1 says that it was not done, or, with --wait, that it has not arrived.')
    .action(async (name, flags) => done(await (await import('./commands/app-undo.ts')).undo(name, flags)));
  clusterOptions(
    app
      .command('wait <workload>')
      .description('wait until all pods run what they should; fails as soon as it is certain'),
  )
    .addOption(waitLimit())
    .option('--digest <digest>', 'the image that the main container has to run')
    .addHelpText('after', '\nExit code 1 says that it will not get there, or has not in time.')
    .action(async (name, flags) => done(await (await import('./commands/app.ts')).wait(name, flags)));
  clusterOptions(app.command('status <workload>').description('say what runs and how far it has come'))
    .addHelpText('after', '\nExit code 1 says that it is not there, or not yet.')
    .action(async (name, flags) => done(await (await import('./commands/app.ts')).status(name, flags)));
  clusterOptions(app.command('restart <workload>').description('replace every pod by a new one of the same template'))
    .option('--wait', 'wait until all of them are available')
    .addOption(waitLimit())
    .action(async (name, flags) => done(await (await import('./commands/app.ts')).restartPods(name, flags)));
  app
    .command('rbac <workload>')
    .description('print the Role that a command needs')
    .addOption(
      new Option('--for <command>', 'which command')
        .choices(['history', 'status', 'undo', 'wait', 'restart'])
        .default('undo'),
    )
    .option('-n, --namespace <name>', 'the namespace of the Role', 'default')
    .option('--least', 'only what nothing is done without')
    .action(async (name, flags) => done(await (await import('./commands/app.ts')).rbac(name, flags)));
}

const debtsHelp = `
A debt is written down before anything is suspended, so that it is known after a
crash as well. It is of the project that the working folder belongs to.

Examples:
  runbook debts
  runbook debts settle application-pay`;

export function addDebts(program: Command, done: Done): void {
  const debts = program
    .command('debts')
    .description('list what a rollback has suspended, and nobody has switched on again')
    .option('--all', 'also those that are settled')
    .option('--json', 'as JSON')
    .addHelpText('after', debtsHelp)
    .action(async (flags) => done((await import('./commands/debts.ts')).list(flags)));
  debts
    .command('settle [ids...]')
    .description('switch on again what was suspended, as it was before')
    .option('--all', 'everything that is owed')
    .option('--context <name>', 'the context of the kubeconfig, instead of the one that it was suspended by')
    .option('--forget <reason>', 'write it off without a look at the cluster, as when that is gone')
    .option('--even-if-reverted', 'also where nobody can see that Git says what the cluster runs')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExit code 1 says that something stays suspended.')
    .action(async (ids, flags) => done(await (await import('./commands/debts.ts')).settle(ids, flags)));
}

const historyHelp = `
WORKED: yes where its pods are available or were when runbook app wait looked,
left where it was rolled back from, ? where nobody knows. STARTS: whether its
images could be pulled and the ConfigMaps and Secrets that it names are there.`;

function waitLimit(): Option {
  return new Option('--timeout <duration>', 'how long to wait').default('4m');
}

function clusterOptions(command: Command): Command {
  return command
    .option('-n, --namespace <name>', "the namespace, instead of the context's own")
    .option('--context <name>', 'the context of the kubeconfig, instead of the current one')
    .option('--json', 'as JSON');
}
