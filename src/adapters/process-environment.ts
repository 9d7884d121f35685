/** What Linux gives one `name=value` of a process, its final NUL counted; macOS allows more. */
const limitBytes = 128 * 1024;

/** Names that would make a shell run or trace something before the script does. */
const shellOwned = new Set(['BASH_ENV', 'ENV', 'SHELLOPTS', 'BASHOPTS', 'BASH_XTRACEFD', 'PS4', 'POSIXLY_CORRECT']);

/** An environment for an action: nothing in it steers the shell, and functions come through the state instead. */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && !shellOwned.has(name) && !name.startsWith('BASH_FUNC_'),
  );
  return Object.fromEntries(kept);
}

/** Why these variables cannot be given to a process, in one sentence; undefined when they can. */
export function refuseVariables(variables: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(variables)) {
    if (value.includes('\0')) return `$${name} holds a NUL byte, which no process can be given`;
    const bytes = Buffer.byteLength(name) + Buffer.byteLength(value) + 2;
    if (bytes > limitBytes) return `$${name} is ${bytes} bytes long; a process can be given at most ${limitBytes}`;
  }
  return undefined;
}
