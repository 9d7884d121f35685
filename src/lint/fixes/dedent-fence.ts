import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fix } from '../../diagnostics/fix.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { unindent } from './unindent.ts';

export function dedentFence({ place }: Diagnostic, { document }: RunbookSubject): Fix | undefined {
  for (const block of document.blocks) {
    if (block.kind === 'indented' && block.place.line === place.line) return unindent(block, document, 'fence');
  }
  return undefined;
}
