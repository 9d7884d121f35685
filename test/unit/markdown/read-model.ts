import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import type { Action } from '../../../src/runbook/action.ts';
import type { BodyNode, Condition } from '../../../src/runbook/body.ts';
import type { Runbook } from '../../../src/runbook/runbook.ts';
import type { Step } from '../../../src/runbook/step.ts';

/** The model of a text that can be read. */
export function readModel(text: string, procedure?: string): Runbook {
  const { runbook } = parseRunbook(text, { procedure });
  if (runbook === undefined) throw new Error('the text gave no model');
  return runbook;
}

/** `line:column code: message (hint)` of every diagnostic. */
export function problemsOf(text: string, procedure?: string): readonly string[] {
  return parseRunbook(text, { procedure }).diagnostics.map(
    ({ code, place, message, hint }) => `${place.line}:${place.column} ${code}: ${message} (${hint})`,
  );
}

/** `line:column code` of every diagnostic. */
export function codesOf(text: string, procedure?: string): readonly string[] {
  return parseRunbook(text, { procedure }).diagnostics.map(
    ({ code, place }) => `${place.line}:${place.column} ${code}`,
  );
}

export function fence(info: string, code: string): string {
  return `\`\`\`${info}\n${code}\n\`\`\``;
}

/** A runbook of one step with that text below its heading; the text begins in line 7. */
export function oneStep(...blocks: readonly string[]): string {
  return `# Title\n\n## Steps\n\n### Do it\n\n${blocks.join('\n\n')}\n`;
}

/** What a body says, without places: actions as their source, everything else with its kind. */
export type Told = string | { readonly [kind: string]: unknown };

export function tell(body: readonly BodyNode[]): readonly Told[] {
  return body.map((node): Told => {
    switch (node.node) {
      case 'action':
        return node.source;
      case 'choice':
        return { choice: node.id, first: node.preselected, options: node.options.map(tellOption) };
      case 'guard':
        return { ...tellCondition(node.condition), body: tell(node.body) };
      case 'checklist':
        return { checklist: node.title ?? '', items: node.items.map((item) => item.text) };
      case 'by-hand':
        return { byHand: node.text };
      case 'shown':
        return { [node.why]: node.source };
    }
  });
}

function tellOption({ key, title, body }: { key: string; title: string; body: readonly BodyNode[] }) {
  return { [`${key}: ${title}`]: tell(body) };
}

export function tellCondition({ text, runsIf, when }: Condition): Record<string, string> {
  const asked: Record<string, string> = runsIf === 'yes' ? { if: text } : { unless: text };
  return when === undefined ? asked : { ...asked, when: `${when.negated ? '!' : ''}${when.name}` };
}

/** The body of the one step of a text made by `oneStep`. */
export function bodyOf(...blocks: readonly string[]): readonly Told[] {
  return tell(stepOf(...blocks).body);
}

export function stepOf(...blocks: readonly string[]): Step {
  const [step] = readModel(oneStep(...blocks)).steps;
  if (step === undefined) throw new Error('the text holds no step');
  return step;
}

/** The only action of a step with one fence of that info string. */
export function actionWith(info: string, code = 'true'): Action {
  const [node] = stepOf(fence('bash', ':'), fence(info, code)).body.slice(-1);
  if (node?.node !== 'action') throw new Error('the fence is no action');
  return node;
}

/** `id: what it does` of every step. */
export function outlineOf(steps: readonly Step[]): Record<string, readonly Told[]> {
  return Object.fromEntries(steps.map((step) => [step.id, tell(step.body)]));
}
