import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Variable } from '../../src/adapters/bash-variable.ts';
import { openRig } from './shell-session-rig.ts';

const bytes = Array.from({ length: 255 }, (_, index) => String.fromCharCode(index + 1));
const traps = [
  '\n',
  "'",
  '"',
  '\\',
  '$',
  '`',
  '$(touch pwned)',
  ')',
  '(',
  '[',
  ']',
  '=',
  ' ',
  '\x01',
  '\x7f',
  '!',
  '\ndeclare -x A="',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...bytes), fc.constantFrom(...traps)), { maxLength: 12 })
  .map((parts) => parts.join(''));
const key = text.filter((value) => value !== '');
const unique = { maxLength: 5, selector: ([name]: readonly [string, string]) => name };

const value = fc.oneof(
  text.map((it) => ({ kind: 'text' as const, text: it })),
  fc
    .array(text, { maxLength: 5 })
    .map((items) => ({ kind: 'array' as const, items: items.map((it, index) => [String(index * 3), it] as const) })),
  fc.uniqueArray(fc.tuple(key, text), unique).map((items) => ({ kind: 'map' as const, items })),
);

function variable(given: typeof value extends fc.Arbitrary<infer T> ? T : never, index: number): Variable {
  const flags = { text: '', array: 'a', map: 'A' }[given.kind];
  return { name: `FUZZ_${index}`, flags, value: given };
}

function sorted(variables: readonly Variable[] | undefined): unknown {
  return (variables ?? [])
    .filter(({ name }) => name.startsWith('FUZZ_'))
    .map((it) => (it.value.kind === 'map' ? { ...it, value: { ...it.value, items: [...it.value.items].sort() } } : it))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

test('any value of any kind comes back from a shell as it went in', { timeout: 120_000 }, async () => {
  await using rig = openRig();
  await rig.run('true');
  const start = rig.session.state;
  const property = fc.asyncProperty(fc.array(value, { minLength: 8, maxLength: 20 }), async (values) => {
    const given = values.map(variable);
    rig.session.state = { current: { ...start.current, variables: [...(start.current.variables ?? []), ...given] } };
    const { end, stderr } = await rig.run('true');
    expect({ end, stderr }).toEqual({ end: 'succeeded', stderr: '' });
    expect(sorted(rig.session.state.current.variables)).toEqual(sorted(given));
  });
  await fc.assert(property, { numRuns: 60 });
});
