import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { executionText } from '../src/drill/execution-text.ts';
import type { DrillFacts } from '../src/drill/record.ts';
import { parseRunbook } from '../src/markdown/parse-runbook.ts';
import { measureProgram } from './peak-memory.ts';
import { programFile } from './program.ts';
import { spreadOf } from './spread.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

const runbooks = 1_000;
const drillsEach = 100;
const rounds = 5;
const fixture = join(import.meta.dirname, '..', 'test', 'fixtures', 'seed', 'payment-processor.md');

/** 100,000 drills of 1,000 runbooks, none of which has changed since. */
export async function benchDrills(): Promise<void> {
  using workplace = createWorkplace();
  for (let index = 0; index < runbooks; index += 1) writeRunbook(workplace, index);
  const elapsed: number[] = [];
  const peaks: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const command = [process.execPath, programFile, 'drills', 'due'] as const;
    const { code, elapsedMs, peakMb } = await measureProgram(command, {
      cwd: workplace.folder,
      env: workplace.environment,
    });
    if (code !== 0) throw new Error(`runbook drills due ended with ${code}`);
    elapsed.push(elapsedMs);
    peaks.push(peakMb);
  }
  console.log(`\nrunbook drills due, ${runbooks * drillsEach} drills of ${runbooks} runbooks`);
  const { median, fastest } = spreadOf(elapsed);
  console.log(`  ${median.toFixed(0)} ms (fastest ${fastest.toFixed(0)})  aim < 2000 ms`);
  console.log(`  peak memory: ${spreadOf(peaks).median.toFixed(0)} MB  aim < 300 MB`);
}

/** Written line by line like the program does; its own function would read the file before each of them. */
function writeRunbook({ folder, write }: Workplace, index: number): void {
  const text = readFileSync(fixture, 'utf8').replaceAll('payment-processor', `service-${index}`);
  const path = `runbooks/team-${index % 100}/service-${index}.md`;
  const drills = `runbooks/.drills/team-${index % 100}/service-${index}.jsonl`;
  for (const file of [path, drills]) mkdirSync(join(folder, dirname(file)), { recursive: true });
  write(path, text);
  const { runbook } = parseRunbook(text);
  if (runbook === undefined) throw new Error('the fixture is a runbook');
  const known = { name: runbook.name, execution: digestOf(executionText(runbook)), text: digestOf(text) };
  let prev: string | null = null;
  const lines = Array.from({ length: drillsEach }, (_, drill) => {
    const record: object = { ...drillOf(path, known, drill), prev };
    const line = JSON.stringify({ ...record, digest: digestOf(JSON.stringify(record)) });
    prev = digestOf(JSON.stringify(record));
    return line;
  });
  write(drills, `${lines.join('\n')}\n`);
}

function drillOf(path: string, known: Omit<DrillFacts['runbook'], 'path'>, drill: number): DrillFacts {
  const startedAt = new Date(Date.now() - (drillsEach - drill) * 86_400_000).toISOString();
  const steps = ['identify', 'configuration', 'application', 'migration', 'verify'].map((id) => ({
    ...{ id, title: `Roll back the ${id}`, budgetMs: 60_000, elapsedMs: 20_000 + drill * 10, commandsMs: 15_000 },
    ...{ hesitationMs: 4_000, attempts: 2, outcome: 'succeeded' as const },
  }));
  return {
    ...{ v: 1, kind: 'drill', run: `${startedAt}-drill`, runbook: { path, ...known }, tool: '0.1.0' },
    ...{ environment: 'staging', targets: ['https://staging.example.com:6443 shop'], startedAt, endedAt: startedAt },
    ...{ by: { user: 'jonas', isAuthor: false }, outcome: 'succeeded', elapsedMs: 110_000, budgetMs: 300_000, steps },
    ...{ times: { firstAction: startedAt, verified: startedAt }, criteria: [], deviations: [], notes: [] },
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
