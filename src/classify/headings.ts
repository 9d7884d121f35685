import { soundsLikeProse } from './output-lines.ts';
import type { ScriptLine } from './script-line.ts';

/**
 * The first heading of Markdown that a fence has swallowed. `## Section` is also how people write comments in a
 * script: it is a heading where it counts steps, where prose follows it, or where the fence did not begin that way.
 */
export function swallowedHeading(lines: readonly ScriptLine[]): ScriptLine | undefined {
  const hasSections = sectionLine.test(lines[0]?.text ?? '');
  return lines.find(({ text }, index) => {
    if (!sectionLine.test(text)) return false;
    if (/^#+ +(Step\b|\d+\.)/.test(text) || isProseBelow(lines[index + 1])) return true;
    return !hasSections && /^#+ +[A-Z][a-z]+ [a-z]+/.test(text);
  });
}

const sectionLine = /^#{2,6} +\S/;

function isProseBelow(line: ScriptLine | undefined): boolean {
  return line !== undefined && soundsLikeProse(line.text, { words: 3, articles: 1 });
}
