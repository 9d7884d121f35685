import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { ShellWord } from '../../shell/shell-script.ts';
import { readImage, whyNoVersion } from '../image-reference.ts';
import { imagesIn } from '../images-in-command.ts';
import { placeOfWord } from '../place-of-word.ts';
import { versionInput } from '../replace-command.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../script.ts';

export const tagNotAVersion: Rule = {
  code: 'tag-not-a-version',
  preset: 'legacy',
  on: 'script',
  title: 'An image is named by a tag that is no version.',
  why: `Nobody can go back to \`:latest\`, to \`:stable\`, or to an image without a tag: what they stand for changes with the next
push. Tag every image with a semantic version, such as v1.2.3, and take the version to restore as an input.`,
  bad: { as: 'bash', text: 'kubectl set image deployment/shop shop=registry.example.com/shop:latest' },
  good: { as: 'bash', text: 'kubectl set image deployment/shop shop=registry.example.com/shop:v1.1.0' },
  *check(script) {
    for (const invocation of script.invocations) {
      // Outside of a rollback a container of a tool is run from whatever is there.
      const named = imagesIn(invocation).filter(({ use }) => use === 'release' || script.isRollback);
      for (const { word, image } of named) {
        const reference = readImage(image);
        const why = reference === undefined ? undefined : whyNoVersion(reference);
        if (reference === undefined || why === undefined) continue;
        const isOwn = invocation.command.words.includes(word);
        yield {
          place: (isOwn ? placeOfTag(script, word, reference.tag) : undefined) ?? placeOfWord(script, invocation, word),
          message: why,
          hint: 'Write :$VERSION, an input of this runbook.',
          fix: isOwn ? writeVersion(script, word, reference.tag) : undefined,
        };
      }
    }
  },
};

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where the tag stands in its word, or where it would stand: within the quotes. */
function tagIn({ text }: ShellWord, tag: string | undefined): Stretch {
  const end = text.length - (/["']$/.test(text) ? 1 : 0);
  if (tag === undefined) return { start: end, end };
  const at = text.lastIndexOf(tag);
  return { start: at, end: at + tag.length };
}

/** With its colon; undefined where there is none. */
function placeOfTag(script: Script, word: ShellWord, tag: string | undefined): Place | undefined {
  const { start, end } = tagIn(word, tag);
  if (start === end) return undefined;
  const colon = word.text[start - 1] === ':' ? 1 : 0;
  return script.rangeOf(word.position.offset + start - colon, word.position.offset + end);
}

/** Inside single quotes the shell would leave the variable as it is. */
function writeVersion(script: Script, word: ShellWord, tag: string | undefined) {
  const declared = script.declare(versionInput);
  if (declared === undefined || word.text.includes("'")) return undefined;
  const { start, end } = tagIn(word, tag);
  const { offset } = word.position;
  const place = script.rangeOf(offset + start, offset + end);
  const text = tag === undefined ? ':$VERSION' : '$VERSION';
  return suggestedFix('Take the version as an input', { place, text }, ...declared);
}
