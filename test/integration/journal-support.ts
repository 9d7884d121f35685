import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventBody } from '../../src/events/event.ts';

/** A folder that is gone when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface SteppedClock {
  monoMs(): number;
  now(): Date;
  /** Both clocks go on by so much, the wall's by another amount where it is set. */
  pass(monoMs: number, wallMs?: number): void;
}

/** A clock that stands still until it is told to go on. */
export function steppedClock(now = '2026-11-23T03:14:09.000Z', monoMs = 5_000): SteppedClock {
  let wall = Date.parse(now);
  let mono = monoMs;
  return {
    monoMs: () => mono,
    now: () => new Date(wall),
    pass(monoPassedMs, wallPassedMs = monoPassedMs) {
      mono += monoPassedMs;
      wall += wallPassedMs;
    },
  };
}

export function note(text: string): EventBody {
  return { type: 'note', level: 'info', text };
}

export function runStarted(responder: { host: string; pid: number; processStartedAt?: string | undefined }): EventBody {
  return {
    type: 'run-started',
    run: 'run',
    runbook: { path: 'quickstart.md', name: 'quickstart', title: 'Quickstart', digest: '' },
    drill: false,
    environment: 'staging',
    responder: { user: 'mira', ...responder },
    version: '0.1.0',
    attended: true,
    budget: { lowerMs: 60_000, upperMs: 60_000 },
    steps: [{ id: 'look', title: 'Look' }],
    criteria: [],
    followUps: [],
    inputs: {},
  };
}

/** Whatever a promise was rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was expected to fail');
}
