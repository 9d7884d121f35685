import { parseDuration } from './duration.ts';
import type { Input } from './input.ts';

const semver =
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z.-]+)?$/;

export type CheckedInput =
  | { readonly state: 'good'; readonly value: string }
  | { readonly state: 'bad'; readonly problem: string };

/** Whether a text can be the value of an input; yes/no values become `true` and `false`. */
export function checkInput(input: Pick<Input, 'type' | 'pattern' | 'choices'>, text: string): CheckedInput {
  if (text.includes('\0')) return bad('it holds a NUL byte');
  if (input.pattern !== undefined && !new RegExp(`^(?:${input.pattern})$`, 'u').test(text)) {
    return bad(`it must match ${input.pattern}`);
  }
  switch (input.type) {
    case 'string':
    case 'secret':
      return text === '' ? bad('it is empty') : good(text);
    case 'semver':
      return semver.test(text) ? good(text) : bad('it must be a version such as v1.4.2');
    case 'boolean': {
      const answer = text === '' ? undefined : asYesNo(text);
      return answer === undefined ? bad('it must be yes or no') : good(answer === 'yes' ? 'true' : 'false');
    }
    case 'integer':
      return /^[+-]?\d+$/.test(text) ? good(text) : bad('it must be a whole number');
    case 'duration':
      return parseDuration(text) === undefined ? bad('it must be a duration such as 90s or 5m') : good(text);
    case 'choice': {
      const choices = input.choices ?? [];
      return choices.length === 0 || choices.includes(text)
        ? good(text)
        : bad(`it must be one of ${choices.join(', ')}`);
    }
  }
}

/** A value read as yes or no; what is neither is undefined and must be asked. */
export function asYesNo(value: string): 'yes' | 'no' | undefined {
  const text = value.trim().toLowerCase();
  if (['yes', 'y', 'true', '1', 'on'].includes(text)) return 'yes';
  if (['no', 'n', 'false', '0', 'off', ''].includes(text)) return 'no';
  return undefined;
}

function good(value: string): CheckedInput {
  return { state: 'good', value };
}

function bad(problem: string): CheckedInput {
  return { state: 'bad', problem };
}
