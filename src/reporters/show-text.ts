import type { BodyNode } from '../runbook/body.ts';
import { formatBudget } from '../runbook/budget.ts';
import type { Dispositions } from '../runbook/disposition.ts';
import { effectWord } from '../runbook/effect.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';

/** What was understood of a file, in the order of the file: nothing is left out, nothing is run. */
export function renderShow(runbook: Runbook, dispositions: Dispositions): string {
  const { metadata, prerequisites } = runbook;
  const facts = Object.entries(metadata).flatMap(([key, value]) =>
    value === undefined ? [] : [`  ${wordsOf(key)}: ${value}`],
  );
  return [
    `${runbook.name}${runbook.budget === undefined ? '' : `, budget ${formatBudget(runbook.budget)}`}`,
    ...facts,
    ...listOf(
      'inputs',
      runbook.inputs.map(
        (input) => `${input.name} (${input.type})${input.prompt === undefined ? '' : `: ${input.prompt}`}`,
      ),
    ),
    ...listOf(
      'environments',
      runbook.environments.map((environment) => environment.name),
    ),
    ...listOf('checked before the start', [
      ...prerequisites.tools,
      ...prerequisites.variables.map((name) => `$${name}`),
    ]),
    ...listOf(
      'asked before the start',
      prerequisites.asked.map((item) => item.text),
    ),
    ...runbook.steps.flatMap((step, index) => stepLines(step, `${index + 1}/${runbook.steps.length}`, dispositions)),
    ...runbook.undo.flatMap((step) => stepLines(step, 'undo', dispositions)),
    ...listOf(
      runbook.criteriaTitle ?? 'criteria',
      runbook.criteria.map((item) => `${item.text}${item.check === undefined ? '' : ` (check ${item.check})`}`),
    ),
    ...listOf(
      'follow-ups',
      runbook.followUps.map((item) => item.text),
    ),
    ...listOf(
      'troubleshooting',
      runbook.troubleshooting.map((entry) => `${entry.symptom} (${entry.advice.length} hints)`),
    ),
    ...listOf(
      'contacts',
      runbook.contacts.map((item) => item.text),
    ),
  ].join('\n');
}

function listOf(name: string, items: readonly string[]): readonly string[] {
  return items.length === 0
    ? []
    : [`${name}: ${items.length}`, ...items.map((item) => `  - ${item.replaceAll('\n', ' ')}`)];
}

function wordsOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function stepLines(step: Step, number: string, dispositions: Dispositions): readonly string[] {
  const budget = step.budget === undefined ? 'no budget' : `budget ${formatBudget(step.budget)}`;
  return [
    `${number} ${step.title} [${step.id}] ${budget}, line ${step.place.line}`,
    ...(step.needs === undefined ? [] : [`  needs: ${step.needs.map((need) => need.step).join(', ') || 'nothing'}`]),
    ...(step.condition === undefined ? [] : [`  only if: ${step.condition.text}`]),
    ...step.body.flatMap((node) => nodeLines(node, '  ', dispositions)),
  ];
}

function nodeLines(node: BodyNode, indent: string, dispositions: Dispositions): readonly string[] {
  const line = `line ${node.place.line}`;
  switch (node.node) {
    case 'action': {
      const role = node.role === 'forward' ? '' : `${node.role} `;
      const expects = node.expect === undefined ? '' : `, expects ${JSON.stringify(node.expect.lines.join('\n'))}`;
      return [
        `${indent}${role}${node.kind} [${node.address}] ${verdictOf(node.address, dispositions)}${expects}, ${line}`,
      ];
    }
    case 'choice':
      return [
        `${indent}choice [${node.id}], ${node.preselected === '' ? 'none preselected' : `preselected ${node.preselected}`}, ${line}`,
        ...node.options.flatMap((option) => [
          `${indent}  ${option.key}: ${option.title}`,
          ...option.body.flatMap((leaf) => nodeLines(leaf, `${indent}    `, dispositions)),
        ]),
      ];
    case 'guard':
      return [
        `${indent}only if [${node.condition.id}]: ${node.condition.text}, ${line}`,
        ...node.body.flatMap((inner) => nodeLines(inner, `${indent}  `, dispositions)),
      ];
    case 'checklist':
      return [
        `${indent}checklist${node.title === undefined ? '' : `: ${node.title}`}, ${line}`,
        ...node.items.map((item) => `${indent}  - ${item.text} [${item.id}]`),
      ];
    case 'by-hand':
      return [`${indent}by hand [${node.id}]: ${node.text.replaceAll('\n', ' ')}, ${line}`];
    case 'shown':
      return [
        `${indent}shown, not run (${node.why.replaceAll('-', ' ')}${node.language === '' ? '' : `, ${node.language}`}), ${line}`,
      ];
  }
}

function verdictOf(address: string, dispositions: Dispositions): string {
  const may = dispositions.get(address);
  if (may === undefined) return 'not classified';
  const why = may.reasons[0] === undefined ? '' : `: ${may.reasons[0]}`;
  switch (may.may) {
    case 'run':
      return may.assumed ? `${effectWord(may.effect)} (assumed)${why}` : effectWord(may.effect);
    case 'be-shown':
      return `shown, not run${why}`;
    case 'be-handed-off':
      return `handed to the responder${why}`;
    case 'be-refused':
      return `REFUSED${why}`;
  }
}
