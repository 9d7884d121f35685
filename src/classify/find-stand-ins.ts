import { isCapitalName } from './capital-names.ts';
import { type FoundPlaceholder, maskPlaceholders } from './find-placeholders.ts';
import { invocationsOf } from './invocations.ts';
import { quotingOf } from './quoting.ts';
import type { Reading } from './reading.ts';

/**
 * Text that stands for something else and yet is valid as it is: `i-xxxxxxxx`, `v1.x.x`, and `NAMESPACE` where a
 * cluster or a cloud expects a name. Only searched for where no author vouches for the script.
 */
export function findStandIns(reading: Reading, found: readonly FoundPlaceholder[]): readonly FoundPlaceholder[] {
  const { script } = reading;
  const standIns = [...crossedOut(script), ...capitalNames(reading, found)];
  if (standIns.length === 0) return [];
  const quoting = quotingOf(script);
  return standIns.flatMap(({ text, start }): FoundPlaceholder[] => {
    const how = quoting[start] ?? 'none';
    const place = { text, description: text, start, end: start + text.length };
    return how === 'none' || how === 'double' ? [{ ...place, quoting: how }] : [];
  });
}

interface StandIn {
  readonly text: string;
  readonly start: number;
}

const xs = [
  String.raw`(?<![\w.$-])x{3,}(?![\w-])`,
  String.raw`(?<![\w.$-])[A-Za-z0-9][\w.]*(?:-[\w.]+)*-x{3,}(?![\w-])`,
  String.raw`(?<![\w.$-])(?:x(?:\.x){2,3}|v?\d+(?:\.\d+)*(?:\.x){2,3})(?![\w.])`,
];
const anyCrossedOut = new RegExp(xs.join('|'), 'g');

function crossedOut(script: string): readonly StandIn[] {
  return Array.from(script.matchAll(anyCrossedOut), ({ 0: text, index: start }) => ({ text, start }));
}

function capitalNames(reading: Reading, found: readonly FoundPlaceholder[]): readonly StandIn[] {
  const { shell, invocations } = withNamesInPlace(reading, found);
  return invocations.flatMap((invocation) =>
    invocation.nested
      ? []
      : invocation.args.flatMap((word, index): StandIn[] => {
          const name = /^(?:--[\w-]+=|[a-z]+\/)?([A-Z][A-Z0-9]+(?:[-_][A-Z0-9]+)*)$/.exec(word.literal ?? '')?.[1];
          if (name === undefined || !isCapitalName(invocation, index, name)) return [];
          return [{ text: name, start: shell.source.indexOf(name, word.position.offset) }];
        }),
  );
}

/** `<pod>` makes redirections of a command. */
function withNamesInPlace(
  reading: Reading,
  found: readonly FoundPlaceholder[],
): Pick<Reading, 'shell' | 'invocations'> {
  if (found.length === 0) return reading;
  const shell = reading.surroundings.parse(maskPlaceholders(reading.script, found));
  return { shell, invocations: invocationsOf(shell, reading.surroundings.parse) };
}
