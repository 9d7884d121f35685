import type { FoundPlaceholder } from './find-placeholders.ts';
import { quotingOf } from './quoting.ts';

/** `{namespace}` in a word where bash expands nothing and no program reads a format, a filter or data. */
export function findBracedNames(script: string): readonly FoundPlaceholder[] {
  const matches = [...script.matchAll(bracedName)];
  if (matches.length === 0) return [];
  const quoting = quotingOf(script);
  return matches.flatMap((match): FoundPlaceholder[] => {
    const [text, description = ''] = match;
    const [start, end] = [match.index, match.index + text.length];
    const how = quoting[start] ?? 'none';
    if (how !== 'none' && how !== 'double') return [];
    if (how === 'double' && !isPathSegment(script, start, end)) return [];
    const before = commandBefore(script, start);
    return templatePrograms.test(before) || templateOptions.test(before)
      ? []
      : [{ text, description, start, end, quoting: how }];
  });
}

const bracedName =
  /(?<=^|[\s/=:.,_-])\{([A-Za-z][A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*|[A-Za-z](?:[-_][A-Za-z0-9]+)+)\}(?=$|[\s/=:.,_?&;|)"-])/gm;

/** In double quotes braces may be JSON, a query or a format; between slashes they are the template of an address. */
function isPathSegment(script: string, start: number, end: number): boolean {
  return script[start - 1] === '/' && /^["/?&]/.test(script.slice(end));
}

function commandBefore(script: string, start: number): string {
  const starts = ['\n', ';', '|', '&', '(', '`'].map((sign) => script.lastIndexOf(sign, start) + 1);
  return script.slice(Math.max(...starts), start);
}

/** Programs with braces in a language of their own, or that put another text where braces stand. */
const templatePrograms =
  /(^|[\s/])(jq|yq|gojq|dasel|jp|awk|gawk|mawk|nawk|sed|perl|ruby|python3?|node|deno|php|xargs|parallel|fd)\s/;
const templateOptions =
  /(--(format|template|write-out|query|json|data[\w-]*)|-w|-d)[= ]["']?$|--set[\w-]*[= ]\S*$|(json|jsonpath|template)=\S*$|columns=\S*$/;
