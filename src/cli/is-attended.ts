/** A person can be asked when both ends are a terminal and nobody said otherwise. */
export function isAttended(flags: { readonly input: boolean; readonly json?: boolean }): boolean {
  return flags.input && flags.json !== true && process.stdin.isTTY === true && process.stdout.isTTY === true;
}
