import type { Action, ActionOf } from '../../../src/runbook/action.ts';
import type { Runbook } from '../../../src/runbook/runbook.ts';
import type { Step } from '../../../src/runbook/step.ts';

const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** An un-annotated bash action on line 10 of its file, but for what is given. */
export function shellAction(source: string, given: Partial<ActionOf<'shell'>> = {}): ActionOf<'shell'> {
  const lines = source.split('\n').length;
  return {
    kind: 'shell',
    node: 'action',
    id: '1',
    address: given.address ?? `step.${given.id ?? '1'}`,
    named: false,
    role: 'forward',
    place: { line: 10, column: 1, endLine: 10 + lines, endColumn: 1 },
    language: 'bash',
    source,
    attempts: 1,
    never: false,
    background: false,
    interactive: false,
    ...given,
  };
}

/** A runbook of one step that holds these actions. */
export function runbookOf(actions: readonly Action[], given: Partial<Runbook> = {}): Runbook {
  const step: Step = {
    id: 'step',
    anchor: 'step',
    title: 'Step',
    heading: 'Step',
    prose: [],
    body: [...actions],
    place,
  };
  return {
    language: 1,
    title: 'Test',
    name: 'Test',
    metadata: {},
    inputs: [],
    environments: [],
    owners: [],
    prerequisites: { tools: [], variables: [], asked: [], checks: [] },
    steps: [step],
    undo: [],
    criteria: [],
    checks: [],
    followUps: [],
    troubleshooting: [],
    contacts: [],
    ...given,
  };
}
