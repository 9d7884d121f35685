import type { Action } from '../runbook/action.ts';
import { actionNotes } from '../runbook/action-notes.ts';
import type { BodyNode, Option } from '../runbook/body.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { effectWord } from '../runbook/effect.ts';
import { isForElsewhere } from '../runbook/step-effect.ts';
import { dispositionOf, type RunPlan, targetNameOf } from './run-plan.ts';
import { shownCommands } from './shown-commands.ts';
import { unchosenEnvironment } from './unchosen-environment.ts';

/** Where the commands of a step begin; marks of options stand left of it. */
export const stepIndent = '      ';

/** What stands in a step, in the order in which it is gone through. */
export function bodyLines(body: readonly BodyNode[], plan: RunPlan, indent: string): readonly string[] {
  const choice = body.findIndex((node) => node.node === 'choice');
  return body.flatMap((node, index): readonly string[] => {
    const lines = nodeLines(node, plan, indent);
    const isCommon = choice !== -1 && index > choice && node.node === 'action' && node.role === 'forward';
    return isCommon && indent === stepIndent ? markCommon(lines) : lines;
  });
}

/** What follows every option. */
function markCommon([first = '', ...rest]: readonly string[]): readonly string[] {
  return [`  all ${first.slice(stepIndent.length)}`, ...rest];
}

function nodeLines(node: BodyNode, plan: RunPlan, indent: string): readonly string[] {
  switch (node.node) {
    case 'action':
      return node.role === 'check' ? checkLines(node, plan, indent) : actionLines(node, plan, indent);
    case 'choice':
      return node.options.flatMap((option) => optionLines(option, option.key === node.preselected, plan));
    case 'guard':
      return [`${indent}asks: ${node.condition.text}`, ...bodyLines(node.body, plan, `${indent}  `)];
    case 'checklist':
      return node.items.map((item) => `${indent}asks: ${item.text}`);
    case 'by-hand':
      return [`${indent}by hand: ${node.text.replaceAll('\n', ' ')}`];
    case 'shown':
      return [];
  }
}

function optionLines(option: Option, isPreselected: boolean, plan: RunPlan): readonly string[] {
  const mark = isPreselected ? '*' : ' ';
  return [`   ${mark}${option.key}: ${option.title}`, ...bodyLines(option.body, plan, stepIndent)];
}

/** A check of a criterion is run at the end, where its commands are shown. */
function checkLines(action: Action, plan: RunPlan, indent: string): readonly string[] {
  const criterion = plan.runbook.criteria.find(({ check }) => check === action.address);
  return criterion === undefined ? actionLines(action, plan, indent) : [`${indent}check at the end: ${criterion.text}`];
}

export function actionLines(action: Action, plan: RunPlan, indent: string): readonly string[] {
  if (isForElsewhere(action, plan))
    return [`${indent}only in ${action.onlyIn}, not run here`, ...commandLines(action, `${indent}| `)];
  const may = dispositionOf(plan, action.address);
  switch (may.may) {
    case 'be-shown':
      return [`${indent}shown, not run: ${may.reasons[0] ?? 'documentation'}`, ...commandLines(action, `${indent}| `)];
    case 'be-refused':
      return [
        `${indent}REFUSED ${may.reasons[0] ?? ''}, line ${may.line}: done by hand`,
        ...commandLines(action, `${indent}| `),
      ];
    case 'be-handed-off':
      return [
        `${indent}BY HAND ${may.reasons[0] ?? may.program}; leave it with ${may.wayOut}`,
        ...commandLines(action, `${indent}| `),
      ];
    case 'run':
      return [...noteLines(action, may, plan, indent), ...commandLines({ ...action, source: may.script }, indent)];
  }
}

function noteLines(action: Action, may: Runnable, plan: RunPlan, indent: string): readonly string[] {
  const notes = notesOf(action, may, plan).filter((note) => note !== undefined);
  return notes.length === 0 ? [] : [`${indent}(${notes.join('; ')})`];
}

function notesOf(action: Action, { effect, assumed }: Runnable, plan: RunPlan): readonly (string | undefined)[] {
  const isOfCriterion = plan.runbook.criteria.some(({ check }) => check === action.address);
  const isTyped = action.confirm === 'typed' || effect === 'destructive';
  return [
    action.role === 'forward' || isOfCriterion ? undefined : `${action.role}, not in forward order`,
    assumed ? `${effectWord(effect)} (assumed)` : undefined,
    action.never ? 'never run' : undefined,
    action.onlyIn !== undefined && plan.environment === undefined ? `only in ${action.onlyIn}` : undefined,
    ...actionNotes(action),
    isTyped ? `asks to type ${typedName(plan)}` : action.confirm === 'key' ? 'asks before' : undefined,
  ];
}

function typedName(plan: RunPlan): string {
  return unchosenEnvironment(plan) === undefined ? targetNameOf(plan) : "the environment's name";
}

/** The exact commands. */
export function commandLines(action: Action, indent: string): readonly string[] {
  const lines = shownCommands(action.kind, action.source);
  const prefix =
    action.kind === 'shell' ? '' : `${action.kind === 'program' ? action.interpreter.join(' ') : action.kind} `;
  return lines.map((line, index) => `${indent}${index === 0 ? prefix : ' '.repeat(prefix.length)}${line}`);
}
