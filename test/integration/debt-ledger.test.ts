import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDebt, readLedger, settleDebt } from '../../src/journal/debt-ledger.ts';

const path = '/apis/x/v1/namespaces/pay/things/pay';
const suspended = {
  path,
  settings: [{ field: ['spec', 'suspend'], set: true }],
  additions: [],
  git: { by: 'nobody' },
} as const;
const wanted = {
  ...{ id: 'application-pay', what: "Argo CD's application argocd/pay", workload: 'deployment/pay in pay' },
  ...{ owedAt: '2026-11-27T03:14:05.000Z', user: 'mira', host: 'laptop', run: 'abc' },
  cluster: { server: 'https://api.example.com', context: 'production' },
  group: { id: 'one', order: 0 },
  suspended,
};

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'runbook-debts-')), 'debts');
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

test('what is written is read, the newest first, each by a name of its own', () => {
  expect(readLedger(folder)).toEqual([]);
  const first = addDebt(folder, wanted);
  const second = addDebt(folder, { ...wanted, owedAt: '2026-11-27T03:20:00.000Z' });
  expect([first.id, second.id]).toEqual(['application-pay', 'application-pay-2']);
  expect(readLedger(folder)).toEqual([{ debt: second }, { debt: first }]);
  const modes = [folder, ...readdirSync(folder).map((name) => join(folder, name))].map((path) => statSync(path).mode);
  expect(modes.map((mode) => mode & 0o077)).toEqual([0, 0, 0]);
});

test('a settled one says by whom, and its name is not given again', () => {
  const debt = addDebt(folder, wanted);
  const settled = { at: '2026-11-27T09:00:00.000Z', user: 'noor', how: 'it is switched on again' };
  settleDebt(folder, debt, settled);
  expect(readLedger(folder)).toEqual([{ debt: { ...debt, settled } }]);
  expect(addDebt(folder, wanted).id).toBe('application-pay-2');
});

test('a file that is no debt is named with the reason, and stays', () => {
  const debt = addDebt(folder, wanted);
  const files = { 'cut.json': '{"v":1,"id":"x', 'newer.json': JSON.stringify({ ...debt, v: 2 }) };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const entries = readLedger(folder);
  expect(entries).toContainEqual({ debt });
  const broken = entries.flatMap((entry) => ('file' in entry ? [entry] : []));
  expect(broken.map(({ file }) => file)).toEqual([join(folder, 'cut.json'), join(folder, 'newer.json')]);
  expect(broken.every(({ why }) => why.length > 10)).toBe(true);
});

test('where nothing can be written nothing is to be suspended', () => {
  writeFileSync(join(folder, '..', 'file'), '');
  expect(() => addDebt(join(folder, '..', 'file', 'debts'), wanted)).toThrow(
    expect.objectContaining({ code: 'debt-not-kept', hint: expect.stringContaining('It was not suspended') }),
  );
});
