import { type TextEffect, textEffect } from '../classify/text-effect.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { StepGraph } from '../graph/step-graph.ts';
import type { Action } from '../runbook/action.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Disposition, Dispositions } from '../runbook/disposition.ts';
import type { Document } from '../runbook/document.ts';
import type { Effect } from '../runbook/effect.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';
import type { ShellParser } from '../shell/shell-script.ts';
import type { SqlParser } from '../sql/sql-script.ts';
import { declareInput } from './declare-input.ts';
import { readScriptText, type Script } from './script.ts';

/** What a rule may know of the world around a file. */
export interface Surrounding {
  /** Whether a path, relative to the folder of the file, leads to something; anchors are cut off before. */
  readonly exists: (path: string) => boolean;
  /** `2026-11-27`, UTC. */
  readonly today: string;
}

/** An action and where it stands. */
export interface PlacedAction {
  readonly action: Action;
  readonly step: Step | undefined;
  readonly section: 'prerequisites' | 'steps' | 'undo' | 'criteria';
  /** Behind a guard or one of several ways: it may be left out. */
  readonly isOptional: boolean;
  readonly disposition: Disposition | undefined;
  /** Of a shell action. */
  readonly script: Script | undefined;
  /** What its text does, whatever its author says; for other kinds what the author says. */
  readonly text: TextEffect;
  /** As stated, else as its text says; what is not known is a write. */
  readonly effect: Effect;
}

/** A runbook as the rules look at it. */
export interface RunbookSubject {
  readonly file: string;
  readonly runbook: Runbook;
  readonly graph: StepGraph;
  readonly document: Document;
  /** In document order. */
  readonly actions: readonly PlacedAction[];
  /** What parser, graph and classification have said already. */
  readonly known: readonly Diagnostic[];
  /** Its steps roll something back, by its title, its file name or its steps section. */
  readonly isRollback: boolean;
  readonly around: Surrounding;
  readonly parse: ShellParser;
  readonly parseSql: SqlParser;
}

export interface ReadRunbook extends Omit<RunbookSubject, 'actions' | 'isRollback'> {
  readonly dispositions: Dispositions;
}

export function runbookSubject({ dispositions, ...read }: ReadRunbook): RunbookSubject {
  const isRollback = rollsBack(read);
  const place = (action: Action, at: Pick<PlacedAction, 'step' | 'section' | 'isOptional'>) =>
    placed(action, at, { ...read, isRollback, disposition: dispositions.get(action.address) });
  const { prerequisites, steps, undo, checks } = read.runbook;
  const actions = [
    ...prerequisites.checks.map((action) =>
      place(action, { step: undefined, section: 'prerequisites', isOptional: false }),
    ),
    ...steps.flatMap((step) => inStep(step, 'steps').map(([action, at]) => place(action, at))),
    ...undo.flatMap((step) => inStep(step, 'undo').map(([action, at]) => place(action, at))),
    ...checks.map((action) => place(action, { step: undefined, section: 'criteria', isOptional: false })),
  ];
  return { ...read, isRollback, actions: actions.toSorted((a, b) => a.action.place.line - b.action.place.line) };
}

const aboutRollback = /\b(?:roll(?:ing|ed)?[ -]?back|revert|back[ -]?out|restore)\b/i;

/** The word stands in its name; a runbook that deploys and says how to undo is none. */
function rollsBack({ file, runbook, document }: Pick<ReadRunbook, 'file' | 'runbook' | 'document'>): boolean {
  const steps = document.sections.find(({ role }) => role === 'steps')?.heading.text ?? '';
  return aboutRollback.test(runbook.title) || aboutRollback.test(steps) || /(?:^|\/)rollback/i.test(file);
}

type Where = Pick<PlacedAction, 'step' | 'section' | 'isOptional'>;

function inStep(step: Step, section: Where['section']): readonly (readonly [Action, Where])[] {
  const optional = step.condition !== undefined || step.when !== undefined;
  const walk = (nodes: readonly BodyNode[], isOptional: boolean): readonly (readonly [Action, Where])[] =>
    nodes.flatMap((node) => {
      if (node.node === 'action')
        return [[node, { step, section, isOptional: isOptional || node.when !== undefined }] as const];
      if (node.node === 'guard') return walk(node.body, true);
      if (node.node === 'choice') return node.options.flatMap((option) => walk(option.body, true));
      return [];
    });
  return walk(step.body, optional);
}

function placed(
  action: Action,
  where: Where,
  read: Pick<RunbookSubject, 'document' | 'parse' | 'isRollback'> & { readonly disposition: Disposition | undefined },
): PlacedAction {
  const { document, parse, isRollback, disposition } = read;
  const { source, language, place } = action;
  const script =
    action.kind === 'shell'
      ? readScriptText(
          {
            ...{ source, language, firstLine: place.line, lines: document.lines, action, isFile: false, isRollback },
            declare: (input) => declareInput(document, input),
          },
          parse,
        )
      : undefined;
  const text: TextEffect =
    script === undefined
      ? { effect: action.effect ?? 'unknown', reason: 'Its author states its effect' }
      : textEffect(action, script.shell.source, parse);
  const effect = action.effect ?? (text.effect === 'unknown' ? 'write' : text.effect);
  return { action, ...where, disposition, script, text, effect };
}
