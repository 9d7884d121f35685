import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

export const placeSchema = v.pipe(
  v.object({ line: count, column: count, endLine: count, endColumn: count }),
  v.readonly(),
  v.description('Lines and columns count from 1, columns in UTF-16 units; the end is exclusive.'),
);
