import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const patienceMs = 5_000;

/** Whether whoever works here has ever committed to a file, by the addresses that Git knows; undefined: Git does not say. */
export async function isAuthorOf(file: string, folder: string): Promise<boolean | undefined> {
  try {
    const options = { cwd: folder, timeout: patienceMs };
    const [own, authors] = await Promise.all([
      run('git', ['config', 'user.email'], options),
      run('git', ['log', '--follow', '--format=%ae', '--', file], options),
    ]);
    const addresses = authors.stdout.split('\n').filter((line) => line !== '');
    return addresses.length === 0 ? undefined : addresses.includes(own.stdout.trim());
  } catch {
    // No Git, no repository, or no name in it.
    return undefined;
  }
}
