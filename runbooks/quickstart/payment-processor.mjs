/** `node payment-processor.mjs FOLDER`: serves the release that `FOLDER/current` leads to; SIGHUP makes it look again. */
import { readFileSync, realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { endByItself } from './end-by-itself.mjs';

const folder = process.argv[2];
const connectionString = readFileSync(join(folder, 'database.url'), 'utf8').trim();
let release = await loadRelease();

process.on('SIGHUP', async () => {
  release = await loadRelease();
});

const server = createServer(async (request, response) => {
  if (request.url !== '/health') return response.writeHead(404).end();
  const problems = await problemsOf(release);
  const answer = { version: release.version, status: problems.length === 0 ? 'ok' : 'broken', problems };
  response.writeHead(problems.length === 0 ? 200 : 500, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(answer, null, 2)}\n`);
});

server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${server.address().port}`));
endByItself(folder, 'payment-processor', () => server.closeAllConnections());

function loadRelease() {
  return import(pathToFileURL(realpathSync(join(folder, 'current'))).href);
}

/** Each check of the release on its own, so that all that is wrong is seen at once. */
async function problemsOf({ checks }) {
  const configuration = JSON.parse(readFileSync(join(folder, 'config', 'payment-processor.json'), 'utf8'));
  const database = new pg.Client({ connectionString });
  const problems = [];
  try {
    await database.connect();
    for (const [name, check] of Object.entries(checks)) {
      await check({ configuration, database }).catch((error) => problems.push(`${name}: ${error.message}`));
    }
  } catch (error) {
    problems.push(`database: ${error.message}`);
  }
  await database.end().catch(() => undefined);
  return problems;
}
