/** `node start.mjs FOLDER`: starts a payment service with a broken release in it, then leaves it running. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder to start in');

/** So that commits work whoever runs this, and run no hook and ask for no key. */
const gitSettings = {
  'user.name': 'Quickstart',
  'user.email': 'quickstart@example.com',
  'commit.gpgSign': 'false',
  'tag.gpgSign': 'false',
  'core.hooksPath': '/dev/null',
};

installReleases();
writeConfiguration();
const database = await startInBackground('database');
const service = await startInBackground('payment-processor');
console.log(`payment-processor v1.1.1 runs at ${service}, its database at ${database}`);
console.log('Both end by themselves after 10 minutes.');
process.exit(0);

function installReleases() {
  cpSync(join(import.meta.dirname, 'releases'), join(folder, 'releases'), { recursive: true });
  symlinkSync('releases/v1.1.1.mjs', join(folder, 'current'));
}

/** A git repository of its own with a commit and a tag for each release. */
function writeConfiguration() {
  const repository = join(folder, 'config');
  mkdirSync(repository);
  git(repository, 'init', '--quiet', '--template=');
  for (const [name, value] of Object.entries(gitSettings)) git(repository, 'config', name, value);
  commit(repository, 'v1.1.0', { gateway: 'https://gateway.example.com', timeoutMs: 2000 });
  commit(repository, 'v1.1.1', { gateway: 'https://gateway.example.com', timeoutMs: 20 });
}

function commit(repository, version, configuration) {
  writeFileSync(join(repository, 'payment-processor.json'), `${JSON.stringify(configuration, null, 2)}\n`);
  git(repository, 'add', '.');
  git(repository, 'commit', '--quiet', '--message', `Configuration of ${version}`);
  git(repository, 'tag', version);
}

function git(repository, ...args) {
  // Whatever repository this is started from must not be meant.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  execFileSync('git', args, { cwd: repository, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Resolves with its address once it listens; what it prints goes to a log in the folder. */
function startInBackground(name) {
  const log = openSync(join(folder, `${name}.log`), 'a');
  const program = join(import.meta.dirname, `${name}.mjs`);
  const child = spawn(process.execPath, [program, folder], { detached: true, stdio: ['ignore', log, log, 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (address) => {
      writeFileSync(join(folder, `${name}.url`), `${address}\n`);
      child.disconnect();
      child.unref();
      resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}; see ${folder}/${name}.log`)));
  });
}
