import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { renderDot } from '../../graph/render-dot.ts';
import { renderGraphJson } from '../../graph/render-graph-json.ts';
import { renderGraphText } from '../../graph/render-graph-text.ts';
import { renderMermaid } from '../../graph/render-mermaid.ts';
import { InvalidRunbookError } from '../../project/invalid-runbook-error.ts';
import { loadRunbook } from '../../project/load-runbook.ts';
import { unknownName } from '../../project/usage-error.ts';
import { couldNotStart } from '../exit-codes.ts';
import { graphFormats } from '../graph-formats.ts';
import { writeColoured, writeResult } from '../output.ts';
import { renderDiagnostics } from '../render-diagnostics.ts';

const renderers = { text: renderGraphText, mermaid: renderMermaid, dot: renderDot, json: renderGraphJson };

/** `runbook graph FILE`: order, needs and budgets; a file with problems is drawn as far as it goes. */
export function graph(file: string, flags: { readonly format: string }): number {
  const render = Object.entries(renderers).find(([name]) => name === flags.format)?.[1];
  if (render === undefined) throw unknownName('format', flags.format, graphFormats);
  const loaded = loadRunbook(file);
  if (loaded.runbook === undefined) throw new InvalidRunbookError(loaded);
  writeResult(render(loaded.graph));
  if (loaded.diagnostics.length > 0) writeColoured(renderDiagnostics(loaded.shown, loaded.text, loaded.diagnostics));
  return hasErrors(loaded.diagnostics) ? couldNotStart : 0;
}
