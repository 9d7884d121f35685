import type { DrillRecord } from '../../../src/drill/record.ts';

/** A drill as it would be written down; times in seconds by step. */
export function drillRecord(
  startedAt: string,
  steps: Readonly<Record<string, number>>,
  more: Partial<DrillRecord> = {},
): DrillRecord {
  const elapsedMs = Object.values(steps).reduce((sum, seconds) => sum + seconds * 1_000, 0);
  return {
    v: 1,
    digest: startedAt,
    prev: null,
    kind: 'drill',
    run: `${startedAt}-shop`,
    runbook: { path: 'runbooks/shop.md', name: 'shop', execution: 'as-it-is' },
    tool: '0.1.0',
    environment: 'staging',
    targets: [],
    by: { user: 'jonas', isAuthor: false },
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + elapsedMs).toISOString(),
    outcome: 'succeeded',
    elapsedMs,
    budgetMs: 300_000,
    steps: Object.entries(steps).map(([id, seconds]) => ({
      ...{ id, title: id, budgetMs: 60_000, elapsedMs: seconds * 1_000, commandsMs: seconds * 800 },
      ...{ hesitationMs: seconds * 200, attempts: 1, outcome: 'succeeded' as const },
    })),
    times: {},
    criteria: [],
    deviations: [],
    notes: [],
    ...more,
  };
}
