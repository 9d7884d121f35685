import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { interleave } from './interleave.ts';
import { printComparison } from './print-comparison.ts';
import { type BenchSite, createSite, type SiteKind, siteKinds } from './site-folder.ts';
import { createWorkplace } from './workplace.ts';

const pages = 300;
const rounds = 3;
const root = join(import.meta.dirname, '..');
const hazards = join(root, 'test/fixtures/hazards');
const [plain, ours] = siteKinds;

/** The same 300 files as plain docs and as runbooks, in turns: the first build and the next one; and what a page weighs. */
export async function benchSite(): Promise<void> {
  const [plainWeight, ourWeight] = await benchBuilds('runbooks in the language', runbooks());
  console.log(
    '\nwhat a page of a runbook weighs, compressed: its HTML, and every script and style sheet that it names',
  );
  console.log(`  ${plain.padEnd(44)} ${kilobytes(plainWeight)} kB`);
  console.log(`  ${ours.padEnd(44)} ${kilobytes(ourWeight)} kB`);
  console.log(`  more: ${kilobytes(ourWeight - plainWeight)} kB  aim <= 30 kB`);
  await benchBuilds('pages as they are met in wikis', wikiPages());
}

type Files = readonly (readonly [name: string, text: string])[];

/** Prints what builds take, and says what a page weighs in either site, bytes. */
async function benchBuilds(what: string, files: Files): Promise<readonly [plain: number, ours: number]> {
  using workplace = createWorkplace();
  for (const [name, text] of files) {
    const path = join(workplace.folder, 'runbooks', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const siteOf = (kind: SiteKind, folder: string) =>
    createSite(join(workplace.folder, folder), kind, workplace.environment);
  const [plainSite, ourSite] = [siteOf(plain, 'site-0'), siteOf(ours, 'site-1')];
  for (const caches of [false, true]) {
    const time = caches ? 'again, with what the last build kept' : 'for the first time';
    console.log(`\nbuilding a site of ${files.length} ${what}, ${time}`);
    const candidates = [
      { name: plain, sample: () => Promise.resolve(plainSite.build({ caches })) },
      { name: ours, sample: () => Promise.resolve(ourSite.build({ caches })) },
    ];
    const samples = await interleave(candidates, { rounds, warmUps: 1 });
    printComparison({
      unit: 'ms',
      samples,
      base: plain,
      aims: [{ name: ours, ratio: { is: 'at-most', value: 1.25 } }],
    });
  }
  return [weightOf(plainSite), weightOf(ourSite)];
}

function runbooks(): Files {
  const text = readFileSync(join(root, 'runbooks/rollback/payment-processor.md'), 'utf8');
  return Array.from({ length: pages }, (_, index) => {
    return [`team-${index % 30}/service-${index}.md`, text.replaceAll('payment-processor', `service-${index}`)];
  });
}

/** Every hazard that is known of them, over and over. */
function wikiPages(): Files {
  const names = readdirSync(hazards).filter((name) => name.endsWith('.md'));
  const texts = names.map((name) => readFileSync(join(hazards, name), 'utf8'));
  return Array.from({ length: pages }, (_, index) => {
    return [`team-${index % 30}/page-${index}.md`, `${texts[index % texts.length]}\n\nPage ${index}.\n`];
  });
}

/** Of the first page, bytes. */
function weightOf({ out }: BenchSite): number {
  const [team = ''] = readdirSync(join(out, 'runbooks')).filter((name) => name.startsWith('team-'));
  const [page = ''] = readdirSync(join(out, 'runbooks', team));
  const html = readFileSync(join(out, 'runbooks', team, page, 'index.html'));
  const named = [...html.toString().matchAll(/(?:src|href)="?(\/assets\/[^"\s>]+\.(?:js|css))/g)].map(
    ([, path]) => path ?? '',
  );
  const files = [...new Set(named)].map((path) => readFileSync(join(out, path)));
  return [html, ...files].reduce((sum, bytes) => sum + gzipSync(bytes).length, 0);
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}
