/** The one table of exit codes, printed by --help. */
const exitCodes = [
  [0, 'succeeded'],
  [1, 'failed, unverified, aborted or paused; lint found errors'],
  [2, 'could not start: usage, invalid runbook, missing tool, unreadable file, an answer needed and nobody to ask'],
  [3, 'succeeded but over budget, with --strict-budget'],
  [129, 'interrupted: the terminal was closed (SIGHUP)'],
  [130, 'interrupted by Ctrl-C (SIGINT)'],
  [143, 'interrupted by SIGTERM'],
] as const;

export const couldNotStart = 2;

export function exitCodeHelp(): string {
  return ['Exit codes:', ...exitCodes.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`)].join('\n');
}
