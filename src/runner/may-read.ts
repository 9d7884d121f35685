import type { Action } from '../runbook/action.ts';

/** Whether an action may need a variable: it names it, or runs what may read any variable that it is handed. */
export function mayRead(action: Action, script: string, variable: string): boolean {
  if (new RegExp(`(?<![A-Za-z0-9_])${variable}(?![A-Za-z0-9_])`, 'i').test(script)) return true;
  switch (action.kind) {
    case 'sql':
      return action.database === variable || variable === 'DB_PASSWORD';
    case 'program':
      return true;
    case 'shell':
      return runsFile.test(script);
    case 'http':
      return false;
  }
}

/** A program of the project's own, or a file that is sourced. */
const runsFile = /(?:^|[\s;&|("'])(?:\.{0,2}\/|~\/|(?:source|\.|make|npm|npx|bash|sh|python3?|node)\s)/m;
