import { expect, it } from 'vitest';
import { looksLikeSql, sqlEffectOf } from '../../../src/sql/sql-effect.ts';

it.each([
  ['SELECT count(*) FROM orders', 'read'],
  ["select state, max(at) from orders where note = 'drop table x' group by 1;", 'read'],
  ['EXPLAIN SELECT 1', 'read'],
  ['\\dt+ orders', 'read'],
  ['SHOW max_connections', 'read'],
  ['SELECT pg_sleep(10)', 'unknown'],
  ['SELECT "lo_unlink"(1)', 'unknown'],
  ["SELECT E'\\'', pg_sleep(1) --'", 'unknown'],
  ["SELECT $$'$$, pg_sleep(1), $$'$$", 'unknown'],
  ['SELECT 1; SELECT 2', 'unknown'],
  ['\\! touch x', 'unknown'],
  ['EXPLAIN ANALYZE SELECT 1', 'write'],
  ['SELECT * INTO copy FROM orders', 'write'],
  ['SELECT * FROM orders FOR UPDATE', 'write'],
  ['UPDATE orders SET state = 1 WHERE id = 7', 'write'],
  ['UPDATE orders SET state = 1', 'destructive'],
  ['DELETE FROM orders', 'destructive'],
  ['ALTER TABLE orders DROP COLUMN note', 'destructive'],
  ['SELECT pg_terminate_backend(7)', 'destructive'],
])('%j is %s', (sql, expected) => expect(sqlEffectOf(sql)).toBe(expected));

it.each(['SELECT 1;', 'select a from b', 'UPDATE x SET a = 1', '\\dt', 'BEGIN;'])('%j begins like SQL', (line) => {
  expect(looksLikeSql(line)).toBe(true);
});

it.each(['select x in a b', 'update-alternatives --list', 'truncate -s 0 file', 'drop', 'create-user'])(
  '%j does not begin like SQL',
  (line) => expect(looksLikeSql(line)).toBe(false),
);
