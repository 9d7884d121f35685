import { describe, expect, it } from 'vitest';
import { bash, fixed, fixOf, found, placesOf, step, withDatabase } from './language-text.ts';

describe('psql with statements typed below it', () => {
  const code = 'commands-after-context-switch';

  it('becomes fences of one language each, in their order', () => {
    const text = (...lines: readonly string[]) => withDatabase + step(...lines);
    const before = text(
      '```bash',
      '# Connect to database',
      'psql $DATABASE_URL',
      '',
      '# Check current migration version',
      'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;',
      '',
      '# Rollback last migration',
      'npm run migrate:down',
      '',
      '# Verify rollback',
      'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;',
      '```',
      '',
      'Then go on.',
    );
    expect(fixOf(before, code)?.certainty).toBe('suggested');
    expect(fixed(before, code)).toBe(
      text(
        '```sql {effect=read}',
        '-- Check current migration version',
        'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;',
        '```',
        '',
        '```bash',
        '# Rollback last migration',
        'npm run migrate:down',
        '```',
        '',
        '```sql {effect=read}',
        '-- Verify rollback',
        'SELECT version FROM schema_migrations ORDER BY version DESC LIMIT 1;',
        '```',
        '',
        'Then go on.',
      ),
    );
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'another database, options, a statement of several lines, and leaving',
      ['```sh', 'psql -X --dbname="${ORDERS_URL}"', 'UPDATE carts', '  SET state = 1', '  WHERE id = 7;', '\\q', '```'],
      ['```sql {effect=write db=ORDERS_URL}', 'UPDATE carts', '  SET state = 1', '  WHERE id = 7;', '```'],
    ],
    [
      'commands before it, comments that say more than connecting, blank lines',
      [
        '```bash',
        'kubectl get pods -n shop',
        '',
        '# On the replica, never on the primary!',
        'psql "$DATABASE_URL"',
        '-- how many',
        'SELECT count(*) FROM carts;',
        '',
        'SELECT now();',
        '# that is all',
        '```',
      ],
      [
        '```bash',
        'kubectl get pods -n shop',
        '```',
        '',
        '```sql',
        '-- On the replica, never on the primary!',
        '',
        '-- how many',
        'SELECT count(*) FROM carts;',
        '',
        'SELECT now();',
        '-- that is all',
        '```',
      ],
    ],
    [
      'a transaction of its own',
      ['```bash', 'psql "$DATABASE_URL"', 'BEGIN;', 'DELETE FROM carts WHERE id = 7;', 'COMMIT;', '```'],
      ['```sql {effect=destructive transaction=none}', 'BEGIN;', 'DELETE FROM carts WHERE id = 7;', 'COMMIT;', '```'],
    ],
    [
      'a list',
      ['1. Look:', '   ```bash', '   psql "$DATABASE_URL"', '   SELECT now();', '   date', '   ```'],
      ['1. Look:', '   ```sql {effect=read}', '   SELECT now();', '   ```', '', '   ```bash', '   date', '   ```'],
    ],
  ])('%s', (_, before, after) => {
    expect(fixed(withDatabase + step(...before), code)).toBe(withDatabase + step(...after));
  });

  it.each<[string, readonly string[]]>([
    ['connects otherwise', ['psql -h db.example.com -U shop', 'SELECT now();']],
    ['connects by the environment', ['psql', 'SELECT now();']],
    ['runs as somebody else', ['sudo -u postgres psql "$DATABASE_URL"', 'SELECT now();']],
    ['runs elsewhere', ['kubectl exec -it db-0 -n shop -- psql', 'SELECT now();']],
    ['is not the only session', ['psql "$DATABASE_URL"', 'SELECT now();', 'ssh web-1', 'uptime']],
    ['has prompts', ['$ psql "$DATABASE_URL"', '$ date', '$ uptime']],
    ['speaks to psql itself', ['psql "$DATABASE_URL"', '\\dt', 'SELECT now();']],
    ['holds a statement without end', ['psql "$DATABASE_URL"', 'SELECT now()', '', 'date']],
    ['holds a line that may be anything', ['psql "$DATABASE_URL"', 'SELECT now();', 'then look at it']],
    [
      'keeps a lock between two statements',
      ['psql "$DATABASE_URL"', 'SELECT pg_advisory_lock(7);', 'npm run migrate:down', 'SELECT pg_advisory_unlock(7);'],
    ],
    ['holds no statement', ['psql "$DATABASE_URL"', 'date']],
  ])('is left to a person where it %s', (_, lines) => {
    const text = withDatabase + bash(...lines);
    const finding = found(text).find((one) => one.code === code);
    expect(finding).toBeDefined();
    expect(finding?.fix).toBeUndefined();
  });

  it('is left to a person where its fence has attributes', () => {
    const text = withDatabase + step('```bash {effect=write}', 'psql "$DATABASE_URL"', 'SELECT now();', '```');
    expect(placesOf(text)).toEqual(['14:1 commands-after-context-switch']);
    expect(fixOf(text, code)).toBeUndefined();
  });
});
