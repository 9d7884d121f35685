import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { classifyActions } from '../../project/classify-actions.ts';
import { loadRunbook } from '../../project/load-runbook.ts';
import { renderShow } from '../../reporters/show-text.ts';
import { couldNotStart } from '../exit-codes.ts';
import { writeColoured, writeJson, writeResult } from '../output.ts';
import { renderDiagnostics } from '../render-diagnostics.ts';

/** `runbook show FILE`: what was understood, and every problem. */
export async function show(file: string, flags: { readonly json?: boolean }): Promise<number> {
  const loaded = loadRunbook(file);
  const classified = loaded.runbook === undefined ? undefined : await classifyActions(loaded.runbook, undefined);
  const diagnostics = [...loaded.diagnostics, ...(classified?.diagnostics ?? [])];
  if (flags.json === true) {
    const dispositions = Object.fromEntries(classified?.dispositions ?? []);
    writeJson({ file: loaded.shown, runbook: loaded.runbook ?? null, dispositions, diagnostics });
  } else {
    if (loaded.runbook !== undefined) writeResult(renderShow(loaded.runbook, classified?.dispositions ?? new Map()));
    if (diagnostics.length > 0) writeColoured(renderDiagnostics(loaded.shown, loaded.text, diagnostics));
  }
  return hasErrors(loaded.diagnostics) ? couldNotStart : 0;
}
