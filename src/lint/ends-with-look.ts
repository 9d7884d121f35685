import { textEffect } from '../classify/text-effect.ts';
import type { Action } from '../runbook/action.ts';
import type { ShellCommand, ShellParser } from '../shell/shell-script.ts';
import type { Script } from './script.ts';

/** Whether the last thing that a script does is to read: the answer of a service, a state, a file. */
export function endsWithLook({ shell }: Script, action: Action, parse: ShellParser): boolean {
  const last = shell.commands.findLast((command) => !saysNothing(command));
  // With another PATH `ls` may be anything.
  if (last === undefined || shell.assigned.includes('PATH')) return false;
  // What a variable names may be the look; who is asked before it runs will see.
  if (last.words[0]?.literal === undefined) return true;
  // What a write prints is no look: `curl -X POST … | jq .`.
  const together = shell.commands.filter(({ pipeline }) => pipeline === last.pipeline);
  return together.every(({ words, position, endOffset }) => {
    if (words[0]?.literal === 'tee') return true;
    const text = shell.source.slice(position.offset, endOffset);
    return textEffect(action, text, parse).effect === 'read';
  });
}

const quiet = /^(?:echo|printf|sleep|true|:|exit|set|date|cd|wait|return)$/;

function saysNothing({ words }: ShellCommand): boolean {
  return quiet.test(words[0]?.literal ?? '') || words.length === 0;
}
