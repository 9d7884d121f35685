import type { ShellCommand } from '../../shell/shell-script.ts';
import type { Rule } from '../rule.ts';

/** What is asked rather than done: that it says no is no failure. */
const asking =
  /^(?:\[{1,2}|\(\(|test|grep|egrep|fgrep|rg|command|which|type|hash|diff|cmp|pgrep|true|false|ls|stat|id)$/;

export const failureHiddenByAnd: Rule = {
  code: 'failure-hidden-by-and',
  preset: 'recommended',
  on: 'script',
  title: 'A command may fail in front of && without ending its action.',
  why: `With errexit a failure ends the action, but not in front of \`&&\`: what stands behind it is left out, and the next line runs all the same. Only at
the end of a script does the failure count. Write the commands below each other.`,
  bad: {
    as: 'bash',
    text: '{effect=write}\nsystemctl stop shop && touch /run/shop.off\nsystemctl start shop\nsystemctl is-active shop',
  },
  good: {
    as: 'bash',
    text: '{effect=write}\nsystemctl stop shop\ntouch /run/shop.off\nsystemctl start shop\nsystemctl is-active shop',
  },
  *check({ shell, placeOf }) {
    const { commands, source } = shell;
    for (const [index, command] of commands.entries()) {
      const [name] = command.words;
      if (name === undefined || asking.test(name.literal ?? '') || isInner(command) || isCondition(source, command))
        continue;
      if (startsChain(source, command) || !chains(source, command)) continue;
      const last = lastOfChain(commands, index, source);
      if (last === undefined || !commands.some((one) => !isInner(one) && one.position.offset > last.endOffset))
        continue;
      yield {
        place: placeOf(command.position, name.text),
        message: `If ${name.text} fails, the rest of its line is left out and the next line runs all the same.`,
        hint: 'Write the commands below each other: each failure then ends the action.',
      };
    }
  },
};

/** Of a substitution, a function or a compound command: its own list counts, and is rarely meant. */
function isInner({ inside }: ShellCommand): boolean {
  return inside.length > 0;
}

function isCondition(source: string, { position }: ShellCommand): boolean {
  return /(?:\b(?:if|elif|while|until)|!)\s*$/.test(source.slice(0, position.offset));
}

/** It is a later part of a list whose first part was looked at. */
function startsChain(source: string, { position }: ShellCommand): boolean {
  return /(?:&&|\|\||\|)\s*$/.test(source.slice(0, position.offset));
}

const redirects = String.raw`(?:[ \t]*(?:\d?>{1,2}&?|&>)[ \t]*\S+)*`;
const andBehind = new RegExp(`^${redirects}[ \\t]*&&`);
const joinBehind = new RegExp(`^${redirects}[ \\t]*(&&|\\|\\||\\|)`);

function chains(source: string, { endOffset }: ShellCommand): boolean {
  return andBehind.test(source.slice(endOffset));
}

/** Undefined where the list says with || what becomes of a failure. */
function lastOfChain(commands: readonly ShellCommand[], from: number, source: string): ShellCommand | undefined {
  let last = commands[from];
  for (let index = from + 1; last !== undefined; index += 1) {
    const join = joinBehind.exec(source.slice(last.endOffset))?.[1];
    if (join === '||') return undefined;
    if (join === undefined) return last;
    const end: number = last.endOffset;
    while (index < commands.length && (commands[index]?.position.offset ?? 0) < end) index += 1;
    last = commands[index];
  }
  return undefined;
}
