import { type FoundPlaceholder, findPlaceholders, maskPlaceholders } from '../classify/find-placeholders.ts';
import type { ShellCommand, ShellParser, ShellScript, ShellWord } from '../shell/shell-script.ts';

/**
 * Reads `kubectl logs <pod> -n shop` as it is meant: the shell would take a file called `pod` and give the command another
 * one, so that nothing behind it is what it looks like. Offsets and texts stay those of what is written.
 */
export function throughPlaceholders(parse: ShellParser): ShellParser {
  const known = new Map<string, ShellScript>();
  return (source) => {
    if (!source.includes('<')) return parse(source);
    const before = known.get(source);
    if (before !== undefined) return before;
    const found = findPlaceholders(source).filter(({ text, quoting }) => text.startsWith('<') && quoting === 'none');
    const script = found.length === 0 ? parse(source) : restored(parse(maskPlaceholders(source, found)), source, found);
    known.set(source, script);
    return script;
  };
}

function restored(script: ShellScript, source: string, found: readonly FoundPlaceholder[]): ShellScript {
  const word = (one: ShellWord): ShellWord => {
    const start = one.position.offset;
    const end = start + one.text.length;
    if (!found.some((stretch) => stretch.start < end && stretch.end > start)) return one;
    return { ...one, text: source.slice(start, end), literal: undefined };
  };
  const command = (one: ShellCommand): ShellCommand => ({
    ...one,
    words: one.words.map(word),
    assignments: one.assignments.map(({ value, ...rest }) => ({ ...rest, value: value && word(value) })),
    redirects: one.redirects.map(({ target, ...rest }) => ({ ...rest, target: target && word(target) })),
  });
  return {
    ...script,
    source,
    commands: script.commands.map(command),
    redirects: script.redirects.map(({ target, ...rest }) => ({ ...rest, target: target && word(target) })),
  };
}
