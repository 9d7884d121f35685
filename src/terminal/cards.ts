import { wrapText } from '../diagnostics/wrap-text.ts';
import { formatBudget } from '../runbook/budget.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { effectWord } from '../runbook/effect.ts';
import { fillIn } from '../runner/fill-in.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { FailureQuestion, ItemQuestion, OptionQuestion, Question, RunQuestion } from '../runner/question.ts';
import { shownValues } from '../runner/values.ts';
import { rule } from './rule.ts';

const width = 78;

/** The card above the keys: what will happen, to what. Plain lines, at most 80 columns where the words are ours. */
export function cardOf(question: Question, view: PromptView): readonly string[] {
  switch (question.kind) {
    case 'run':
      return runCard(question, view);
    case 'option':
      return optionCard(question, view);
    case 'failure':
      return failureCard(question, view);
    case 'guard':
      return [stepRule(question, view), ...says(view, question.text), '', ...guardWords(question, view)];
    case 'by-hand':
      return byHandCard(question, view);
    case 'finding':
      return ['', ...indented(question.text)];
    case 'prerequisite':
      return ['', ...indented(`Before the start: ${question.text}`)];
    case 'checklist':
      return ['', ...indented(fill(question.text, view)), ...linkLine(question.link)];
    case 'criterion':
      return criterionCard(question, view);
    case 'input':
    case 'placeholder':
    case 'environment':
    case 'target':
      return ['', ...indented(question.text)];
  }
}

/** `-- 3/5 Roll Back Application ---- budget 2:00 -- PRODUCTION --` */
function stepRule(question: Question, view: PromptView, mark: '-' | '!' = '-', special?: string): string {
  const ids = view.plan.graph.order;
  const step = view.plan.runbook.steps.find((one) => one.id === question.step);
  const number = step === undefined || !ids.includes(step.id) ? '' : `${ids.indexOf(step.id) + 1}/${ids.length} `;
  const budget = step?.budget === undefined ? [] : [`budget ${formatBudget(step.budget)}`];
  const environment = view.plan.environment?.name.toUpperCase();
  const facts = special === undefined ? budget : [special];
  return rule(
    mark,
    `${number}${step?.title ?? question.text}`,
    environment === undefined ? facts : [...facts, environment],
  );
}

function runCard(question: RunQuestion, view: PromptView): readonly string[] {
  const [first] = question.actions;
  const step = view.plan.runbook.steps.find((one) => one.id === question.step);
  const isDestructive = first?.may.effect === 'destructive';
  return [
    stepRule(question, view, isDestructive ? '!' : '-', isDestructive ? 'DESTRUCTIVE' : undefined),
    ...prose(step?.prose ?? [], view),
    '',
    ...effectLines(question, view),
    '',
    ...question.actions.flatMap(({ may }) => commandOf(may)),
    ...valueLines(question, view),
    ...expectLines(question, view),
    '',
  ];
}

function effectLines({ actions }: RunQuestion, view: PromptView): readonly string[] {
  const [first, ...rest] = actions;
  if (first === undefined) return [];
  const { effect, assumed, reasons } = first.may;
  const word = `${effectWord(effect)}${assumed ? ' (assumed)' : ''}`;
  const after =
    rest.length === 0
      ? []
      : [
          ` runs       ${[first, ...rest].map(({ action, may }) => `${action.id}, ${effectWord(may.effect)}`).join('; then ')}`,
        ];
  const why = assumed ? reasons.slice(0, 1).flatMap((reason) => hanging('why', reason)) : [];
  if (effect === 'read') return [...hanging(word, 'changes nothing'), ...why, ...after];
  const targets = [...view.state.targets.values()].map(({ target, outcome, at }) => {
    const name =
      target.kind === 'kubernetes'
        ? `cluster ${target.server}, namespace ${target.namespace}`
        : `database ${target.name} at ${target.host}, ${target.role}`;
    return `${name}\n           ${outcome === 'proved' ? 'proved' : outcome.toUpperCase()} ${at.slice(11, 19)}Z`;
  });
  const where = targets.length > 0 ? targets.join('\n           ') : 'no target is declared, so none was proved';
  return [...` ${word.padEnd(10)} ${where}`.split('\n'), ...why, ...after];
}

/** The command is what runs; left of it only blanks, so that it can be copied. */
function commandOf(may: Runnable): readonly string[] {
  return may.script
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*(?:#|--)(?!!)/.test(line))
    .map((line) => `     ${line}`);
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

function optionCard(question: OptionQuestion, view: PromptView): readonly string[] {
  const { choice } = question;
  const step = view.plan.runbook.steps.find((one) => one.id === question.step);
  const lines = choice.options.flatMap((option, index) => [
    `${option.key === choice.preselected ? '*' : ' '}${index + 1}  ${option.key}: ${option.title}`,
    ...option.body.flatMap((leaf) => {
      if (leaf.node === 'by-hand') return indented(leaf.text);
      const may = leaf.node === 'action' ? view.plan.dispositions.get(leaf.address) : undefined;
      return leaf.node === 'action' && may?.may === 'run' ? commandOf(may) : [];
    }),
    '',
  ]);
  return [
    stepRule(
      question,
      view,
      '-',
      `${choice.options.length} options${step?.budget === undefined ? '' : `, budget ${formatBudget(step.budget)}`}`,
    ),
    '',
    ...lines,
  ];
}

function failureCard(question: FailureQuestion, view: PromptView): readonly string[] {
  const found = question.action && view.state.actions.get(question.action.address);
  const tail = found?.status === 'ended' ? found.tail.slice(-6) : [];
  const line = found?.status === 'ended' ? (found.ended.line ?? question.place.line) : question.place.line;
  return [
    stepRule(question, view, '!', 'FAILED'),
    ...hanging(
      'failed',
      question.message.includes(` line ${line}`) ? question.message : `${question.message}, line ${line}`,
    ),
    ...(tail.length === 0
      ? []
      : [
          ` output     ${tail.length === 1 ? 'the last line' : `the last ${tail.length} lines`}`,
          ...tail.map((text) => ` | ${text}`),
        ]),
    ` so far     ${soFar(view)}`,
    '',
    ...helpLines(tail, view),
  ];
}

function soFar({ state, plan }: PromptView): string {
  const ended = plan.graph.order.filter((id) => state.steps.get(id)?.status === 'ended').length;
  const writes = [...state.actions.values()].filter(
    (action) => action.intended !== undefined && action.intended.effect !== 'read',
  );
  const made =
    writes.length === 0
      ? 'nothing has been changed'
      : `${writes.length} ${writes.length === 1 ? 'write was' : 'writes were'} begun`;
  return `${ended} of ${plan.graph.order.length} steps have ended; ${made}`;
}

/** Troubleshooting, best match first: of this step, then by words in the output, then the rest. */
function helpLines(tail: readonly string[], { plan, state }: PromptView): readonly string[] {
  const output = tail.join(' ').toLowerCase();
  const running = [...state.steps.values()].find((step) => step.status === 'running')?.id;
  const score = (symptom: string, step: string | undefined): number => {
    const words = symptom
      .toLowerCase()
      .split(/\W+/)
      .filter((word) => word.length > 5);
    return (step !== undefined && step === running ? 2 : 0) + (words.some((word) => output.includes(word)) ? 1 : 0);
  };
  const entries = plan.runbook.troubleshooting.toSorted((a, b) => score(b.symptom, b.step) - score(a.symptom, a.step));
  const [first, ...rest] = entries;
  if (first === undefined) return [];
  return [
    ` help       ${first.symptom}`,
    ...first.advice.slice(0, 4).flatMap((text) => wrapText(text, width - 13).map((line) => `             ${line}`)),
    ...rest.slice(0, 3).map((entry) => `           ${entry.symptom}`),
    '',
  ];
}

function guardWords({ condition }: Question & { kind: 'guard' }, view: PromptView): readonly string[] {
  const yes = condition.runsIf === 'yes' ? 'Yes shows what comes next; it runs nothing.' : 'Yes skips it.';
  return [
    ...indented(`${fill(condition.text, view)}?`),
    '',
    ` ${yes} If you cannot tell, nothing is run here,`,
    ' and the run ends as unverified until someone has found out.',
  ];
}

function byHandCard(question: Question & { kind: 'by-hand' }, view: PromptView): readonly string[] {
  const { may, action } = question;
  const why = may?.may === 'be-refused' ? [` REFUSED   ${question.text}`, ...indented(may.hint)] : [];
  const how =
    may?.may === 'be-handed-off'
      ? [` BY HAND   run it in a terminal of your own; leave ${may.program} with ${may.wayOut}`]
      : [];
  const text = may === undefined || may.may === 'be-shown' ? indented(fill(question.text, view)) : [];
  const lines = action === undefined ? [] : action.source.split('\n').map((line) => `     ${line}`);
  return [
    stepRule(question, view, '-', 'BY HAND'),
    ...text,
    ...why,
    ...how,
    ...(lines.length === 0 ? [] : ['', ...lines]),
    '',
  ];
}

function criterionCard(question: ItemQuestion, view: PromptView): readonly string[] {
  const { criteria, criteriaTitle } = view.plan.runbook;
  const rows = criteria.map((criterion, index) => {
    const verdict = view.state.criteria.get(criterion.id)?.verdict ?? 'open';
    const word = verdict === 'not-met' ? 'NOT MET' : verdict;
    return ` ${criterion.id === question.id ? '>' : ' '}  ${index + 1}  ${criterion.text.padEnd(40)} ${word}`;
  });
  const met = criteria.filter((criterion) => view.state.criteria.get(criterion.id)?.verdict === 'met').length;
  const environment = view.plan.environment?.name.toUpperCase();
  const head = rule(
    '=',
    `${criteriaTitle ?? 'Success Criteria'}: ${met} of ${criteria.length} met`,
    environment === undefined ? [] : [environment],
  );
  return [head, '', ...rows, '', ...indented(question.text), ...linkLine(question.link), '', ' Is it met?'];
}

function says(view: PromptView, text: string): readonly string[] {
  return [' The runbook says', ...wrapText(fill(text, view), width - 3).map((line) => `   ${line}`)];
}

/** ` why       text`, what does not fit below it. */
function hanging(word: string, text: string): readonly string[] {
  return wrapText(text, width - 12).map((line, index) => ` ${(index === 0 ? word : '').padEnd(10)} ${line}`);
}

function linkLine(link: string | undefined): readonly string[] {
  return link === undefined ? [] : [`    ${link}`];
}

function indented(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) => wrapText(line, width))
    .map((line) => ` ${line}`);
}

/** The step's own words, at most four lines of them: the rest stands in the file. */
function prose(paragraphs: readonly string[], view: PromptView): readonly string[] {
  const lines = paragraphs.flatMap((text) => indented(fill(text.replaceAll('\n', ' '), view)));
  return lines.length > 4 ? [...lines.slice(0, 4), ' ...'] : lines;
}

function shortened(text: string): string {
  return text.length > 50 ? `${text.slice(0, 47)}...` : text;
}

function fill(text: string, view: PromptView): string {
  return fillIn(text, view.values);
}
