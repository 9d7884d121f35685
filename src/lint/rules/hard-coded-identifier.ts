import type { Rule } from '../rule.ts';

interface Identifier {
  readonly what: string;
  readonly pattern: RegExp;
}

/** What names one thing that is another one tomorrow. */
const identifiers: readonly Identifier[] = [
  {
    what: 'the name of a pod',
    pattern:
      /(?<![\w.-])[a-z0-9]+(?:-[a-z0-9]+)*-[bcdf0-9][bcdfghjklmnpqrstvwxz2456789]{7,9}-[bcdfghjklmnpqrstvwxz2456789]{5}(?![\w-])/,
  },
  { what: 'an id of an instance', pattern: /(?<![\w-])i-[0-9a-f]{17}(?![\w-])/ },
  {
    what: 'a UUID',
    pattern: /(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![\w-])/i,
  },
  {
    what: 'an address',
    pattern:
      /(?<![\w.-])(?!127\.|0\.0\.0\.0|255\.|169\.254\.169\.254|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)(?:\d{1,3}\.){3}\d{1,3}(?![\w.-]|\/)/,
  },
  { what: 'the number of an account', pattern: /(?<=arn:aws:[\w-]+:[\w-]*:)\d{12}(?=:)/ },
];

export const hardCodedIdentifier: Rule = {
  code: 'hard-coded-identifier',
  preset: 'recommended',
  on: 'script',
  title: 'A command names a pod, an address or an instance that is another one tomorrow.',
  why: `What was copied from a terminal names the pod, the machine or the id of that night. The next time it is not there, or it is
somebody else's. Look it up by label or name, or take it as an input.`,
  bad: { as: 'bash', text: 'kubectl logs shop-7d9f8b6c5d-x2z4k -n shop' },
  good: { as: 'bash', text: 'kubectl logs deployment/shop -n shop' },
  *check({ shell, placeOf, isFile }) {
    if (isFile) return;
    for (const { words } of shell.commands) {
      for (const word of words) {
        const text = word.literal ?? '';
        const found = identifiers.flatMap(({ what, pattern }) => {
          const match = pattern.exec(text)?.[0];
          return match === undefined || !isLikely(what, match) ? [] : [{ what, match }];
        })[0];
        if (found === undefined) continue;
        yield {
          place: placeOf(word.position, found.match),
          message: `"${found.match}" is ${found.what} of one night; the next time it is another one.`,
          hint: 'Look it up by label or name, or take it as an input.',
        };
      }
    }
  },
};

/** Four numbers below 256 are an address; a version has fewer, or larger ones. */
function isLikely(what: string, match: string): boolean {
  return what !== 'an address' || match.split('.').every((part) => Number(part) < 256);
}
