import { expect, test } from 'vitest';
import { backRule, changedRow, handOffIntro, handOffRule } from '../../../src/terminal/hand-off-rules.ts';

const target = 'database payments at db-1.pay.example.com:5432, primary, proved 03:16:05Z';

test('what stands above and below a program that has the terminal', () => {
  const psql = { program: 'psql', wayOut: '\\q', targets: [target], transcript: 'kept' } as const;
  expect([...handOffIntro(psql), handOffRule('psql'), backRule(31_000, 'exit code 0')]).toEqual([
    ' You type the next commands yourself, in psql, at',
    ' database payments at db-1.pay.example.com:5432, primary, proved 03:16:05Z',
    ' Leave with \\q. The clock goes on. What you type and see is kept.',
    '>> from here on: psql >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>',
    '<< back in the runbook, after 0:31 <<<<<<<<<<<<<<<<<<<<<<<<<<<<<< exit code 0 <<',
  ]);
});

test.each([60, 80, 100])('the rules are exactly %i columns wide', (columns) => {
  const rules = [handOffRule('kubectl', columns), backRule(3_725_000, 'ended by SIGKILL', columns)];
  expect(rules.map(({ length }) => length)).toEqual([columns, columns]);
});

test('what is not kept, and that no target is declared, is not claimed', () => {
  expect(handOffIntro({ program: 'vim', wayOut: undefined, targets: [], transcript: 'times-only' })).toEqual([
    ' You type the next commands yourself, in vim',
    ' The clock goes on. Only the times are kept.',
  ]);
});

test('what a shell of the session changed', () => {
  expect([changedRow(['directory', '1 variable']), changedRow([])]).toEqual([
    ' changed   directory, 1 variable',
    ' changed   nothing that goes on to later commands',
  ]);
});
