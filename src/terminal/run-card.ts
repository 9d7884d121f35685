import { fillFromRun } from '../events/fill-from-run.ts';
import type { Action } from '../runbook/action.ts';
import type { Choice } from '../runbook/body.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { formatClock } from '../runbook/duration.ts';
import { effectWord } from '../runbook/effect.ts';
import type { Step } from '../runbook/step.ts';
import type { Proof } from '../runner/prover.ts';
import type { RunQuestion } from '../runner/question.ts';
import { stepOf } from '../runner/run-plan.ts';
import { shownCommands } from '../runner/shown-commands.ts';
import type { TargetsSeen } from '../runner/target-watch.ts';
import { block, type Card, type CardView } from './card.ts';
import { clockOf, type Fact, factRows, fill, indented, labelWidth, questionRule, targetText } from './card-text.ts';
import { filledCommand } from './filled-command.ts';
import { wrapCommand } from './wrap-command.ts';

/** A step waits for the key: what will be run, against what, and what is known about it. */
export function runCard(question: RunQuestion, view: CardView): Card {
  const [first] = question.actions;
  const step = question.step === undefined ? undefined : stepOf(view.plan, question.step);
  const isDestructive = first?.may.effect === 'destructive';
  const effects = effectFacts(question, view);
  const notes = noteFacts(question, step, view);
  const width = labelWidth([...effects, ...notes]);
  return {
    rule: questionRule(question, view, {
      ...(isDestructive ? ({ mark: '!', special: 'DESTRUCTIVE' } as const) : {}),
      ...(hasOtherTarget(view) ? ({ mark: '!', special: 'TARGET CHANGED' } as const) : {}),
      ...(first?.action.role === 'undo' ? { suffix: ': undo' } : {}),
    }),
    blocks: [
      block('prose', prose(step, view)),
      block('always', [...factRows(effects, view.columns, width), '']),
      block(
        'command',
        question.actions.flatMap(({ action, may }) => commandRows(action, may, view)),
      ),
      block('facts', notes.length === 0 ? [] : ['', ...factRows(notes, view.columns, width)]),
      block('always', isDestructive ? ['', ...notDoing] : ['']),
    ],
  };
}

const notDoing = [' Not doing this is a choice, too: [s] leaves everything as it is.'];

/** The step's own words, at most three rows of them: the rest stands behind [d]. */
function prose(step: Step | undefined, view: CardView): readonly string[] {
  const rows = (step?.prose ?? []).flatMap((text) => indented(fill(text.replaceAll('\n', ' '), view), view.columns));
  if (rows.length === 0) return [];
  return [...(rows.length > 3 ? [...rows.slice(0, 2), ' ... [d] shows the rest'] : rows), ''];
}

function effectFacts({ actions }: RunQuestion, view: CardView): readonly Fact[] {
  const [first, ...rest] = actions;
  if (first === undefined) return [];
  const { effect, assumed } = first.may;
  const word = `${effectWord(effect)}${assumed ? ' (assumed)' : ''}`;
  const named = actions.map(({ action, may }) => `${action.id}, ${effectWord(may.effect)}`);
  const runs: readonly Fact[] = rest.length === 0 ? [] : [['runs', named.join('; then ')]];
  const why: readonly Fact[] = assumed ? first.may.reasons.slice(0, 1).map((reason): Fact => ['why', reason]) : [];
  if (effect === 'read') return [[word, 'changes nothing'], ...why, ...runs];
  return [[word, ...targetRows(view)], ...why, ...runs];
}

/** Every target, and when it was proved last: in the background while this is read, else as the journal has it. */
function targetRows(view: CardView): readonly string[] {
  const seen = view.targets?.();
  if (seen !== undefined) return seen.proofs.flatMap((proof) => seenRows(proof, seen, view));
  const rows = [...view.state.targets.values()].flatMap(({ target, outcome, at, before, detail }) => {
    const same = before === undefined ? 'at the start' : 'the same as at the start';
    const standing =
      outcome === 'proved' ? `proved ${clockOf(at)}, ${same}` : `${standingWords[outcome]}: ${detail ?? ''}`;
    return [targetText(target), standing];
  });
  return rows.length === 0 ? ['no target is declared, so none was proved'] : rows;
}

function seenRows(proof: Proof, { at, notProvedSinceMs = 0 }: TargetsSeen, { elapsedMs }: CardView): readonly string[] {
  if (proof.outcome === 'proved') return [targetText(proof.target), `proved ${clockOf(at)}, the same as at the start`];
  if (proof.outcome === 'changed') return [`TARGET CHANGED: ${proof.detail}`];
  const since = formatClock(Math.max(0, elapsedMs() - notProvedSinceMs));
  return [targetText(proof.target), `NOT PROVED for ${since}: ${proof.detail}; [r] asks for its name`];
}

/** Another target than at the start: nothing is run against it. */
export function hasOtherTarget(view: Pick<CardView, 'targets'>): boolean {
  return view.targets?.()?.proofs.some(({ outcome }) => outcome === 'changed') === true;
}

const standingWords = { changed: 'TARGET CHANGED', unreachable: 'NOT PROVED' } as const;

/** The command is what runs, with the values that can be filled in without changing what it does. */
export function commandRows(action: Action, may: Runnable, view: CardView): readonly string[] {
  const shown = shownCommands(action.kind, filledCommand(action.kind, may.script, view.values));
  return wrapCommand(action.kind, shown, view.columns);
}

function noteFacts({ actions }: RunQuestion, step: Step | undefined, view: CardView): readonly Fact[] {
  const expected = actions.flatMap(({ action }) => (action.expect?.lines ?? []).slice(0, 2));
  const isWrite = actions.some(({ may }) => may.effect !== 'read');
  return [
    ...lookFact(actions, view),
    ...joinedFact('where', whereRows(actions, view)),
    ...joinedFact(
      'expect',
      expected.map((line) => fill(line, view)),
    ),
    ...(isWrite ? [undoFact(step)] : []),
    ...(actions[0]?.may.effect === 'destructive' ? whyNow(step, view) : []),
    ...editedFact(actions, view),
  ];
}

/** At most one, of what was written in the runbook: an edited command is another one. */
function lookFact(actions: RunQuestion['actions'], { plan, state }: CardView): readonly Fact[] {
  const written = actions.filter(({ action }) => !state.edits.has(action.address));
  const [look] = written.flatMap(({ action }) => plan.looks?.get(action.address) ?? []);
  return look === undefined ? [] : [['LOOK', look]];
}

function editedFact(actions: RunQuestion['actions'], { state }: CardView): readonly Fact[] {
  const edits = actions.flatMap(({ action }) => state.edits.get(action.address) ?? []);
  return edits.length === 0 ? [] : [['edited', `by ${edits[0]?.user}, for this run; [d] shows what the runbook says`]];
}

function joinedFact(word: string, rows: readonly string[]): readonly Fact[] {
  return rows.length === 0 ? [] : [[word, ...rows]];
}

function undoFact(step: Step | undefined): Fact {
  const isWritten = step?.body.some((node) => node.node === 'action' && node.role === 'undo') === true;
  return ['undo', isWritten ? 'written in the runbook; [u] shows it' : 'NONE written in the runbook'];
}

/** What led here: the condition of the step, and who said that it holds. */
function whyNow(step: Step | undefined, { state }: CardView): readonly Fact[] {
  const answered = state.answers.get(step?.condition?.id ?? '');
  if (answered === undefined) return [];
  const { by, user, answer, text } = answered;
  const who = by === 'responder' ? `${user ?? 'you'} answered` : by === 'flag' ? 'a flag answered' : 'it was looked up';
  return [['why now', `${who}, ${answer}: ${fillFromRun(text, state)}`]];
}

/** What each `$NAME` of the commands stands for now, and where it came from. */
function whereRows(actions: RunQuestion['actions'], view: CardView): readonly string[] {
  const script = actions.map(({ may }) => may.script).join('\n');
  return [...view.values.byName].flatMap(([name, value]) => {
    const variable = name.toUpperCase();
    if (!new RegExp(`\\$\\{?${variable}\\b`).test(script)) return [];
    const shown = view.values.secrets.has(name) ? '[secret]' : shortened(value);
    return [`${shown} is $${variable}${sourceOf(name, view)}`];
  });
}

function sourceOf(name: string, { plan, state }: CardView): string {
  if (plan.runbook.inputs.some((input) => input.name === name)) return ', an input';
  for (const action of state.actions.values()) {
    if (action.status !== 'ended' || !(name in action.outputs)) continue;
    const number = plan.graph.order.indexOf(action.step ?? '') + 1;
    return number === 0 ? '' : `, from step ${number}`;
  }
  return '';
}

function shortened(value: string): string {
  const text = /^[\w./:@%+,=-]+$/.test(value) ? value : JSON.stringify(value);
  return text.length > 50 ? `${text.slice(0, 47)}...` : text;
}

/** The choice whose option an action belongs to, as long as another one may still be taken. */
export function choiceAround(action: Action | undefined, step: string | undefined, view: CardView): Choice | undefined {
  const body = (step === undefined ? undefined : stepOf(view.plan, step))?.body ?? [];
  const choices = body.flatMap((node) => (node.node === 'choice' ? [node] : []));
  const around = choices.find(({ options }) => options.some((option) => action && option.body.includes(action)));
  // What follows a choice fails because of what was chosen.
  return around ?? choices.at(-1);
}
