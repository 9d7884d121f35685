import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { appendDrillRecord } from '../../src/journal/drill-records.ts';
import { drillRecord } from '../unit/drill/drill-record.ts';
import { build, createSite } from './sites.ts';

const given = inject('site');

const shop =
  '# Shop\n\n## Steps\n\n### Step 1: Look (1 minute)\n\n```bash {effect=read}\nuptime\n```\n\nAs [it](./it.txt) says.\n';

describe.skipIf('missing' in given)('the next build', () => {
  test('says what is new in a text, around it and in its drills', { timeout: 120_000 }, async () => {
    using site = createSite({ 'runbooks/shop.md': shop, 'runbooks/other.md': shop });
    const out = mkdtempSync(join(tmpdir(), 'runbook-next-build-'));
    const page = (name: string) => readFileSync(join(out, 'runbooks', name, 'index.html'), 'utf8');
    const first = await build(site.folder, out);
    expect([first.code, first.output]).toEqual([
      0,
      expect.stringMatching(/shop\.md:11:\d+ There is no file \.\/it\.txt/),
    ]);
    expect(page('shop')).toContain('Never drilled');
    writeFileSync(join(site.project, 'runbooks/it.txt'), '');
    writeFileSync(join(site.project, 'runbooks/other.md'), shop.replace('uptime', 'date'));
    const { digest: _digest, prev: _prev, ...facts } = drillRecord('2026-11-01T10:00:00.000Z', { look: 10 });
    appendDrillRecord(join(site.project, 'runbooks/.drills/shop.jsonl'), facts);
    const second = await build(site.folder, out);
    expect([second.code, second.output]).toEqual([0, expect.not.stringContaining('it.txt')]);
    expect(page('shop')).toContain('drilled');
    expect(page('shop')).not.toContain('Never drilled');
    expect([page('other').includes('date'), page('other').includes('uptime')]).toEqual([true, false]);
    rmSync(out, { recursive: true, force: true });
  });
});
