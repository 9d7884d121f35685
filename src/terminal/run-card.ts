import type { Action } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { effectWord } from '../runbook/effect.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { RunQuestion } from '../runner/question.ts';
import { shownCommands } from '../runner/shown-commands.ts';
import { shownValues } from '../runner/values.ts';
import { fill, hanging, indented, stepRule } from './card-text.ts';
import { wrapCommand } from './wrap-command.ts';

export function runCard(question: RunQuestion, view: PromptView): readonly string[] {
  const [first] = question.actions;
  const step = view.plan.runbook.steps.find((one) => one.id === question.step);
  const isDestructive = first?.may.effect === 'destructive';
  return [
    stepRule(question, view, isDestructive ? '!' : '-', isDestructive ? 'DESTRUCTIVE' : undefined),
    ...prose(step?.prose ?? [], view),
    '',
    ...effectLines(question, view),
    '',
    ...question.actions.flatMap(({ action, may }) => commandOf(action, may)),
    ...valueLines(question, view),
    ...expectLines(question, view),
    '',
  ];
}

/** The step's own words, at most four lines of them: the rest stands in the file. */
function prose(paragraphs: readonly string[], view: PromptView): readonly string[] {
  const lines = paragraphs.flatMap((text) => indented(fill(text.replaceAll('\n', ' '), view)));
  return lines.length > 4 ? [...lines.slice(0, 4), ' ...'] : lines;
}

function effectLines({ actions }: RunQuestion, view: PromptView): readonly string[] {
  const [first, ...rest] = actions;
  if (first === undefined) return [];
  const { effect, assumed, reasons } = first.may;
  const word = `${effectWord(effect)}${assumed ? ' (assumed)' : ''}`;
  const after =
    rest.length === 0
      ? []
      : hanging('runs', actions.map(({ action, may }) => `${action.id}, ${effectWord(may.effect)}`).join('; then '));
  const why = assumed ? reasons.slice(0, 1).flatMap((reason) => hanging('why', reason)) : [];
  if (effect === 'read') return [...hanging(word, 'changes nothing'), ...why, ...after];
  const targets = [...view.state.targets.values()].map(({ target, outcome, at }) => {
    const name =
      target.kind === 'kubernetes'
        ? `cluster ${target.server}, namespace ${target.namespace}`
        : `database ${target.name} at ${target.host}, ${target.role}`;
    return `${name}\n            ${outcome === 'proved' ? 'proved' : outcome.toUpperCase()} ${at.slice(11, 19)}Z`;
  });
  const where = targets.length > 0 ? targets.join('\n            ') : 'no target is declared, so none was proved';
  return [...` ${word.padEnd(10)} ${where}`.split('\n'), ...why, ...after];
}

/** The command is what runs. */
export function commandOf(action: Action, may: Runnable): readonly string[] {
  return wrapCommand(action.kind, shownCommands(action.kind, may.script));
}

/** What each `$NAME` in the commands stands for now. */
function valueLines({ actions }: RunQuestion, view: PromptView): readonly string[] {
  const script = actions.map(({ may }) => may.script).join('\n');
  const used = Object.entries(shownValues(view.values)).filter(([name]) =>
    new RegExp(`\\$\\{?${name.toUpperCase()}\\b`).test(script),
  );
  return used.map(([name, value]) => ` where      $${name.toUpperCase()} is ${shortened(JSON.stringify(value))}`);
}

function expectLines({ actions }: RunQuestion, view: PromptView): readonly string[] {
  return actions.flatMap(({ action }) =>
    (action.expect?.lines ?? []).slice(0, 2).map((line) => ` expect     ${fill(line, view)}`),
  );
}

function shortened(text: string): string {
  return text.length > 50 ? `${text.slice(0, 47)}...` : text;
}
