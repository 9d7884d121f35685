import { classify } from '../classify/classify.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { buildGraph } from '../graph/build-graph.ts';
import type { StepGraph } from '../graph/step-graph.ts';
import { type ParseOptions, parseRunbook } from '../markdown/parse-runbook.ts';
import type { Dispositions } from '../runbook/disposition.ts';
import type { Document } from '../runbook/document.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { ShellParser } from '../shell/shell-script.ts';

/** A runbook as it is understood on every machine: no variable of this one is known. */
export interface UnderstoodText {
  readonly runbook: Runbook;
  readonly document: Document;
  readonly graph: StepGraph;
  readonly dispositions: Dispositions;
  /** What tells the procedures of the file apart, where it holds several. */
  readonly procedures: readonly string[];
}

export interface ReadText {
  /** Undefined where the text could not be read as a runbook at all. */
  readonly understood: UnderstoodText | undefined;
  /** What parser, graph and classification have found. */
  readonly known: readonly Diagnostic[];
  /** Whether `runbook run` would take it. */
  readonly isValid: boolean;
}

/** Each of the procedures of a file; what only concerns all of them together is said with the first. */
export function understandProcedures(text: string, options: ParseOptions, parse: ShellParser): readonly ReadText[] {
  const whole = understandText(text, options, parse);
  const names = whole.understood?.procedures ?? [];
  const several = whole.known.filter(({ code }) => code === 'several-procedures');
  if (several.length === 0) return [whole];
  // It stops a run, which is of one; whoever reads all of them can go on.
  const noted = several.map((one) => ({ ...one, severity: 'warning' as const }));
  return names.map((procedure, index) => {
    const read = understandText(text, { ...options, procedure }, parse);
    return index === 0 ? { ...read, known: [...noted, ...read.known] } : read;
  });
}

function understandText(text: string, options: ParseOptions, parse: ShellParser): ReadText {
  const { runbook, document, procedures, diagnostics } = parseRunbook(text, options);
  if (runbook === undefined || document === undefined)
    return { understood: undefined, known: diagnostics, isValid: false };
  const { graph, diagnostics: ofGraph } = buildGraph(runbook);
  const { dispositions, diagnostics: ofActions } = classify(runbook, parse);
  const understood = { runbook, document, graph, dispositions, procedures };
  const isValid = !hasErrors([...diagnostics, ...ofGraph]);
  return { understood, known: [...diagnostics, ...ofGraph, ...ofActions], isValid };
}
