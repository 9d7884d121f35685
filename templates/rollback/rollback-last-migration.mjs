// Takes the last migration of @@name@@ down, or up again with --up, while nobody else migrates.
// DATABASE_URL has to lead to the server itself: behind a transaction pooler a lock holds nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const lock = @@lock@@;
const waitMs = Number(process.env.LOCK_WAIT_MS ?? 20_000);
const everyMs = 200;
/** Where the migrations and the configuration of their tool are, wherever this is called from. */
const project = fileURLToPath(new URL('@@way_to_root@@/', import.meta.url));
@@if typeorm@@
const down = ['npx', 'typeorm', 'migration:revert', '-d', process.env.DATA_SOURCE ?? 'dist/data-source.js'];
const up = ['npx', 'typeorm', 'migration:run', '-d', process.env.DATA_SOURCE ?? 'dist/data-source.js'];
@@end@@
@@if knex@@
const down = ['npx', 'knex', 'migrate:down'];
const up = ['npx', 'knex', 'migrate:up'];
@@end@@
@@if node_pg_migrate@@
const down = ['npx', 'node-pg-migrate', 'down'@@folder_arguments@@];
const up = ['npx', 'node-pg-migrate', 'up'@@folder_arguments@@];
@@end@@
@@if sql@@
const down = ['dbmate'@@folder_arguments@@, 'rollback'];
const up = ['dbmate'@@folder_arguments@@, 'up'];
@@end@@

// Without an address pg would take the server of this machine.
if (!process.env.DATABASE_URL) {
  console.error('DATABASE_URL is not set; export the address of the database of this environment in it');
  process.exit(2);
}

const client = newClient();
await client.connect();
try {
  await refusePooler();
  await takeLock();
  process.exitCode = await run(process.argv.includes('--up') ? up : down);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  // The lock ends with its connection, also when this program is killed.
  await client.end();
}

/** With limits: behind a pooler that has one server left the second session would wait for the first. */
function newClient() {
  return new pg.Client({
    connectionString: process.env.DATABASE_URL,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  });
}

/** Each statement of one session has the same backend; behind a transaction pooler another client may get it in between. */
async function refusePooler() {
  const other = newClient();
  await other.connect();
  try {
    const seen = new Set();
    for (let round = 0; round < 5; round += 1) {
      await other.query('BEGIN');
      seen.add(await backendOf(client));
      await other.query('COMMIT');
      seen.add(await backendOf(client));
    }
    if (seen.size > 1 || seen.has(await backendOf(other)))
      throw new Error('DATABASE_URL leads to a transaction pooler; give the address of the server itself');
  } finally {
    await other.end();
  }
}

async function backendOf(session) {
  const { rows } = await session.query('SELECT pg_backend_pid() AS pid');
  return rows[0].pid;
}

/** Tries again and again instead of waiting in the server, where it would stand in the way of CREATE INDEX CONCURRENTLY. */
async function takeLock() {
  const until = Date.now() + waitMs;
  for (;;) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS taken', [lock]);
    if (rows[0].taken) return;
    if (Date.now() > until) throw new Error(`the lock ${lock} is held by another migration since ${waitMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

async function run([program, ...args]) {
  const child = spawn(program, args, { cwd: project, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
