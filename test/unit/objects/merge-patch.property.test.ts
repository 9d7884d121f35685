import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergePatch } from '../../../src/rollback/objects/merge-patch.ts';

/** As the API server applies it (RFC 7386). */
function applied(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isRecord = typeof target === 'object' && target !== null && !Array.isArray(target);
  const result = new Map(Object.entries(isRecord ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, applied(result.get(key), value));
  }
  return Object.fromEntries(result);
}

const value = fc.letrec((tie) => ({
  leaf: fc.oneof(fc.integer(), fc.string(), fc.boolean()),
  record: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('any'), { noNullPrototype: true }),
  any: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('record'), fc.array(tie('leaf'), { maxLength: 3 })),
})).record;

test('what it gives turns the one into the other, and says nothing where both are the same', () => {
  fc.assert(
    fc.property(value, value, (from, to) => {
      expect(applied(from, mergePatch(from, to))).toEqual(to);
      expect(mergePatch(from, from)).toEqual({});
    }),
    { numRuns: 2_000 },
  );
});
