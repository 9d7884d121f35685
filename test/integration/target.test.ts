import { describe, expect, test } from 'vitest';
import { type ProvedTarget, sameTarget } from '../../src/adapters/target.ts';

describe('the same target', () => {
  const cluster: ProvedTarget = { kind: 'kubernetes', server: 'https://api.example.com', namespace: 'payments' };
  const database: ProvedTarget = {
    kind: 'database',
    name: 'payments',
    host: 'db-1:5432',
    systemIdentifier: '7',
    role: 'primary',
  };

  test.each<[string, ProvedTarget, ProvedTarget, boolean]>([
    ['a server written in another way', cluster, { ...cluster, server: 'https://API.example.com:443/' }, true],
    ['another server', cluster, { ...cluster, server: 'https://api2.example.com' }, false],
    ['another namespace', cluster, { ...cluster, namespace: 'default' }, false],
    ['a cluster and a database', cluster, database, false],
    ['another address of the same database', database, { ...database, host: '10.0.0.7:5432' }, true],
    ['another server at the same address', database, { ...database, systemIdentifier: '8' }, false],
    ['another database of the server', database, { ...database, name: 'ledger' }, false],
    ['a primary that became a replica', database, { ...database, role: 'replica' }, false],
    ['an unknown server at the same address', database, { ...database, systemIdentifier: 'unknown' }, true],
    ['an unknown server elsewhere', database, { ...database, systemIdentifier: 'unknown', host: 'db-2:5432' }, false],
  ])('%s', (_, a, b, same) => {
    expect([sameTarget(a, b), sameTarget(b, a)]).toEqual([same, same]);
  });
});
