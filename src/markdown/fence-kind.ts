import { nearest } from '../diagnostics/nearest.ts';
import type { ActionKind } from '../runbook/action.ts';
import type { Fence } from '../runbook/fence.ts';
import type { FenceAttributes } from './attributes.ts';

/** Records of a terminal: prompts stand in front of the commands. */
const sessions = ['console', 'shell-session', 'bash-session', 'shellsession'];
/** The session is bash: a script for zsh, ksh or fish means something else there. */
const shells = ['bash', 'sh', 'shell', '', ...sessions];

const sqls = ['sql', 'postgresql', 'pgsql', 'psql'];

const interpreters: Readonly<Record<string, readonly string[]>> = {
  python: ['python3'],
  python3: ['python3'],
  py: ['python3'],
  ruby: ['ruby'],
  rb: ['ruby'],
  perl: ['perl'],
  javascript: ['node'],
  js: ['node'],
  mjs: ['node'],
  node: ['node'],
  typescript: ['node'],
  ts: ['node'],
  php: ['php'],
  lua: ['lua'],
  r: ['Rscript'],
  powershell: ['pwsh', '-File'],
  pwsh: ['pwsh', '-File'],
  zsh: ['zsh'],
  ksh: ['ksh'],
  csh: ['csh'],
  tcsh: ['tcsh'],
  dash: ['dash'],
  fish: ['fish'],
  awk: ['awk', '-f'],
};

/** Which kind of action a fence is, if any; `unknown` when it wants to run and nobody knows how. */
export type FenceKind =
  | { readonly kind: ActionKind; readonly interpreter: readonly string[] }
  | { readonly kind: 'documentation' }
  | { readonly kind: 'unknown'; readonly guess: string | undefined };

export function isSessionLanguage(language: string): boolean {
  return sessions.includes(language);
}

export function isShellLanguage(language: string): boolean {
  return shells.includes(language);
}

/** Whether a fence as it is written is more than documentation. */
export function mayRun({ language, attributes }: Pick<Fence, 'language' | 'attributes'>): boolean {
  const isKnown = isShellLanguage(language) || sqls.includes(language) || language === 'http';
  if (isKnown || interpreters[language] !== undefined) return true;
  return attributes.some(({ key }) => key === 'interpreter' || key === 'effect');
}

export function fenceKindOf(language: string, attributes: FenceAttributes): FenceKind {
  if (attributes.interpreter !== undefined) {
    return { kind: 'program', interpreter: attributes.interpreter.text.trim().split(/\s+/) };
  }
  if (isShellLanguage(language)) return { kind: 'shell', interpreter: [] };
  if (sqls.includes(language)) return { kind: 'sql', interpreter: [] };
  if (language === 'http') return { kind: 'http', interpreter: [] };
  const interpreter = interpreters[language];
  if (interpreter !== undefined) return { kind: 'program', interpreter };
  if (attributes.effect === undefined) return { kind: 'documentation' };
  const guess = nearest(language, [
    ...shells.filter((shell) => shell !== ''),
    'sql',
    'http',
    ...Object.keys(interpreters),
  ]);
  return { kind: 'unknown', guess };
}
