import { allActionsOf } from '../runbook/actions-of.ts';
import { effectWord } from '../runbook/effect.ts';
import type { ResumedFacts } from '../runner/resumed-facts.ts';
import { stepOf } from '../runner/run-plan.ts';
import { block, type Card, type CardView } from './card.ts';
import { environmentFact, fill, indented } from './card-text.ts';
import type { HelpEntry } from './help-entries.ts';
import { rule } from './rule.ts';
import { wrapCommand } from './wrap-command.ts';

/** Something to read; it runs nothing. */
export interface Reading {
  readonly title: string;
  /** What stands right of the title page by page, such as the environment. */
  readonly facts?: readonly string[] | undefined;
  readonly rows: readonly string[];
}

export function readingCard({ title, rows }: Reading, view: CardView): Card {
  return { rule: rule('-', title, environmentFact(view), view.columns), blocks: [block('command', [...rows, ''])] };
}

/** The runbook as the run has kept it, and its file as it is now; undefined where they are the same. */
export function differenceReading({ difference, changed }: ResumedFacts): Reading | undefined {
  return difference.length === 0 ? undefined : { title: `CHANGED ${changed ?? ''}`.trimEnd(), rows: difference };
}

export function contactsReading(view: CardView): Reading {
  const { contacts } = view.plan.runbook;
  const rows =
    contacts.length === 0
      ? [' The runbook names no contacts.']
      : contacts.flatMap((contact) => indented(fill(contact.text, view), view.columns));
  return { title: 'Contacts', rows };
}

export function helpReading({ entry }: HelpEntry, view: CardView): Reading {
  const rows = entry.advice.flatMap((text) => indented(fill(text, view), view.columns));
  return { title: fill(entry.symptom, view), rows: ['', ...rows] };
}

/** The runbook's own words, file and line, and why each action has its effect. */
export function detailsReading(step: string | undefined, view: CardView): Reading {
  const found = step === undefined ? undefined : stepOf(view.plan, step);
  const path = view.state.started?.runbook.path ?? view.plan.runbook.name;
  if (found === undefined) return { title: 'Details', rows: [` ${path}`] };
  const words = found.prose.flatMap((text) => indented(fill(text.replaceAll('\n', ' '), view), view.columns));
  const { runbook } = view.plan.asWritten ?? view.plan;
  const actions = allActionsOf(runbook).filter((action) => action.address.startsWith(`${found.id}.`));
  const shown = actions.flatMap((action) => {
    const may = view.plan.dispositions.get(action.address);
    const effect = may?.may === 'run' ? effectWord(may.effect) : (may?.may ?? 'be-shown').replace('be-', '');
    const reasons = may?.reasons ?? [];
    return [
      '',
      ` ${action.id}   ${effect}   ${path}:${action.place.line}`,
      ...reasons.flatMap((reason) => indented(`   ${reason}`, view.columns)),
      ...wrapCommand(action.kind, action.source.split('\n'), view.columns),
    ];
  });
  return { title: fill(found.title, view), rows: [` ${path}:${found.place.line}`, '', ...words, ...shown] };
}

/** Every key, the same everywhere. */
export const keysReading: Reading = {
  title: 'Keys, the same everywhere',
  rows: [
    ' r  run what is shown; run it again        Enter never runs anything',
    ' s  skip, asks why (one key)               Esc goes back, changes nothing',
    ' h  by hand: a shell here, then you say how it went',
    ' e  edit the command for this run; its effect is worked out anew',
    ' o  choose another option                  1-9 choose, or open that help',
    ' x  stop the running command               Ctrl-C does so too; at a prompt: q',
    " a  accept a failed check, asks why        f  go the runbook's on-failure way",
    ' y n  answer a question                    w  write out the rest as commands',
    '',
    " d  details: the runbook's own words, file and line, why this effect",
    ' l  log: the whole output, in a pager      u  undo plan: shows, runs nothing',
    ' c  contacts                               p  pause or hand off',
    ' q  quit: shows where things stand first   ?  this',
  ],
};
