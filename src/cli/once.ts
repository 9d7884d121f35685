import type { Option } from 'commander';
import { UsageError } from '../project/usage-error.ts';

type Parse = (value: string, before: unknown) => unknown;

/** An option that may be repeated only with the same value: nobody could tell which of two was meant. */
export function once(option: Option): Option {
  const parse: Parse = option.parseArg ?? ((value) => value);
  let given: string | undefined;
  return option.argParser((value, before: unknown) => {
    if (given !== undefined && given !== value) {
      throw new UsageError(`${option.long} is given twice, as "${given}" and as "${value}"`, 'Give it once.');
    }
    given = value;
    return parse(value, before);
  });
}
