import { createHash } from 'node:crypto';
import { executionText } from '../drill/execution-text.ts';
import type { Runbook } from '../runbook/runbook.ts';

/** sha256, hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** sha256, hex, of what would be executed. */
export function executionOf(runbook: Runbook): string {
  return digestOf(executionText(runbook));
}
