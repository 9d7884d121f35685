import type { Invocation } from '../../classify/invocations.ts';
import { positionalsOf } from '../../classify/words.ts';
import { suggestedFix } from '../../diagnostics/fix.ts';
import type { ShellWord } from '../../shell/shell-script.ts';
import { readImage, whyNoVersion } from '../image-reference.ts';
import { isKubectl } from '../kubectl.ts';
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
      for (const { word, image } of imagesIn(invocation)) {
        const reference = readImage(image);
        const why = reference === undefined ? undefined : whyNoVersion(reference);
        if (reference === undefined || why === undefined) continue;
        const shown = reference.tag ?? image;
        yield {
          place: script.placeOf(word.position, reference.tag === undefined ? word.text : `:${shown}`),
          message: why,
          hint: 'Write :$VERSION, an input of this runbook.',
          fix: writeVersion(script, word, reference.tag),
        };
      }
    }
  },
};

interface NamedImage {
  readonly word: ShellWord;
  readonly image: string;
}

/** Images of `kubectl set image`, `docker run|pull|push|tag` and their like, and tags given to Helm. */
function imagesIn(invocation: Invocation): readonly NamedImage[] {
  const { program, args } = invocation;
  const [first, second] = positionalsOf(program, args);
  if (isKubectl(invocation) && first === 'set' && second === 'image') return setImages(args);
  if (program === 'helm') return helmImages(args);
  return [];
}

/** `NAME=IMAGE`, or `*=IMAGE`. */
function setImages(args: readonly ShellWord[]): readonly NamedImage[] {
  return args.flatMap((word) => {
    const image = /^[\w.*-]+=(.+)$/.exec(word.literal ?? '')?.[1];
    return image === undefined || word.text.startsWith('-') ? [] : [{ word, image }];
  });
}

/** `--set image.tag=latest`, of which only the tag is known. */
function helmImages(args: readonly ShellWord[]): readonly NamedImage[] {
  return args.flatMap((word) => {
    const tag = /(?:^|[.,=])tag=([\w.-]+)(?:,|$)/.exec(word.literal ?? '')?.[1];
    return tag === undefined ? [] : [{ word, image: `image:${tag}` }];
  });
}

/** Inside single quotes the shell would leave the variable as it is. */
function writeVersion(script: Script, word: ShellWord, tag: string | undefined) {
  const declared = script.declare(versionInput);
  if (declared === undefined || word.text.includes("'") || word.quoted) return undefined;
  const at = tag === undefined ? word.text.length : word.text.lastIndexOf(tag);
  const start = word.position.offset + at;
  const place = script.rangeOf(start, tag === undefined ? start : start + tag.length);
  const text = tag === undefined ? ':$VERSION' : '$VERSION';
  return suggestedFix('Take the version as an input', { place, text }, ...declared);
}
