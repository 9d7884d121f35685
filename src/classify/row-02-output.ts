import { looksLikeSql } from '../sql/sql-effect.ts';
import { findPlaceholders } from './find-placeholders.ts';
import { isKnownProgram } from './known-programs.ts';
import { isOutputLine, isProse } from './output-lines.ts';
import type { Reading } from './reading.ts';
import { looksLikeRuby } from './row-08-context-switch.ts';
import { shown, shownAsIs, type Verdict } from './verdict.ts';

const claimsShell: ReadonlySet<string> = new Set(['bash', 'sh', 'shell', 'zsh', 'ksh']);

/** Rows 2, 3, 4 and 6: a fence in which no line is a command, whatever its label says. */
export function withoutCommands(reading: Reading): Verdict | undefined {
  const lines = reading.script.split('\n').map((text) => text.trim());
  const texts = lines.filter((text) => text !== '' && !text.startsWith('#'));
  if (texts.length === 0) return shownAsIs(6, 'It holds no command, only comments');
  if (texts.some((text) => isCommandLine(text, reading))) return undefined;
  if (texts.some((text) => looksLikeSql(text) || looksLikeRuby(text))) return otherLanguage(reading);
  if (!claimsShell.has(reading.action.language)) return unlabelled(texts);
  if (!texts.every(isStrange)) return undefined;
  return shown(reading.action, 6, {
    code: 'shell-label-not-shell',
    line: 1,
    message: `Nothing in this ${reading.action.language} fence is a command`,
    hint: 'Label it ```text, ```yaml or what it is.',
  });
}

function isCommandLine(text: string, { shell, surroundings }: Reading): boolean {
  const name = text.replace(/^((\w+=\S*|!|\{|\()\s*)+/, '').split(/[\s;|&]/, 1)[0] ?? '';
  if (shell.functions.includes(name) || surroundings.earlierFunctions.has(name)) return true;
  if (looksLikeSql(text) || isStrange(text)) return false;
  return (
    isKnownProgram(name) || /^\.{0,2}\/[\w./-]+(\s|$)/.test(text) || /^[A-Za-z_]\w*=\S/.test(text) || /^"?\$/.test(text)
  );
}

function isStrange(text: string): boolean {
  return isOutputLine(text) || isProse(text);
}

function otherLanguage(reading: Reading): Verdict {
  return shown(reading.action, 3, {
    code: 'other-interpreter',
    line: 1,
    message: 'This is no shell script but SQL or another language',
    hint: 'Label it ```sql (with an effect to have it run) or what it is.',
  });
}

/** Without a label only what looks like a command is taken for one: a lower-case name with an option. */
function unlabelled(texts: readonly string[]): Verdict | undefined {
  if (texts.some((text) => looksLikeUnknownCommand(text))) return undefined;
  const isData = texts.every((text) => /^[[\]{}"'\w.-]+\s*[:{}[\],=]|^- |^[}\]],?$|^---$/.test(text));
  return isData ? shownAsIs(4, 'It holds data, no commands') : shownAsIs(2, 'It holds text or output, no commands');
}

function looksLikeUnknownCommand(text: string): boolean {
  if (isStrange(text)) return false;
  return /^[a-z][\w.-]*(\s+\S+)*\s+--?[A-Za-z][\w-]*/.test(text) || findPlaceholders(text).length > 0;
}
