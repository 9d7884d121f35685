/** The public API: reading, checking and drawing runbooks. Running them is the program's. */
export type { Diagnostic } from './diagnostics/diagnostic.ts';
export { buildGraph } from './graph/build-graph.ts';
export type { StepGraph } from './graph/step-graph.ts';
export { type ParseOptions, type ParseResult, parseRunbook } from './markdown/parse-runbook.ts';
export type { Runbook } from './runbook/runbook.ts';
export { runbookSchema } from './runbook/runbook.ts';
