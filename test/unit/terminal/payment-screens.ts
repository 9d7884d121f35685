import xterm from '@xterm/headless';
import { stepEffect } from '../../../src/runbook/step-effect.ts';
import { nextCommand } from '../../../src/runner/next-command.ts';
import type { PromptView } from '../../../src/runner/prompter.ts';
import type { Question } from '../../../src/runner/question.ts';
import { startKeys } from '../../../src/terminal/ask-start.ts';
import type { CardView } from '../../../src/terminal/card.ts';
import { cardOf } from '../../../src/terminal/cards.ts';
import { createChildOutput } from '../../../src/terminal/child-output.ts';
import { framing } from '../../../src/terminal/frame.ts';
import { keyRows } from '../../../src/terminal/key-rows.ts';
import { keyRowsOf, keysOf, leaveKeys } from '../../../src/terminal/keys.ts';
import { leaveCard } from '../../../src/terminal/leave-card.ts';
import { paint } from '../../../src/terminal/paint.ts';
import { runningCard } from '../../../src/terminal/running-card.ts';
import { startCard } from '../../../src/terminal/start-card.ts';
import { stepLine } from '../../../src/terminal/step-line.ts';
import { begun, covered, plan, target, undoEnded, undoIntended, values, viewAt } from './payment-story.ts';

export const constant = ' [d] details  [l] log  [u] undo plan  [c] contacts  [p] pause  [q] quit  [?]';
export const hyphens = '-'.repeat(80);

/** What a terminal shows of it: the record of finished steps above, the card below. */
export async function screenOf(rows: readonly string[], view: PromptView, size: { columns: number; rows: number }) {
  const terminal = new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  const ids = plan.graph.order;
  const record = [...view.state.steps.values()].flatMap((step) =>
    step.status === 'ended' ? [stepLine(`${ids.indexOf(step.id) + 1}/${ids.length}`, step, view.state)] : [],
  );
  await new Promise<void>((resolve) =>
    terminal.write(`${record.map((row) => `${row}\r\n`).join('')}${paint([], rows)}`, resolve),
  );
  const { active } = terminal.buffer;
  const shown = Array.from({ length: size.rows }, (_, row) =>
    (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
  );
  return shown.slice(0, shown.findLastIndex((row) => row !== '') + 1);
}

export const sizeOf = (columns: number, rows: number) => ({
  columns: Math.min(100, columns),
  terminalColumns: columns,
  rows,
});

function questionNow(view: PromptView): Question {
  const command = nextCommand(plan, view.state, values);
  if (command.do !== 'ask') throw new Error(`not a question: ${command.do}`);
  return command.question;
}

export async function asked(view: PromptView, columns = 80, rows = 24): Promise<readonly string[]> {
  const question = questionNow(view);
  const keys = (width: number) => {
    const found = keysOf(question, { ...view, columns: width });
    return found === undefined ? [] : keyRowsOf(found, width);
  };
  const frame = framing((card) => cardOf(question, card), { turn: 'YOUR TURN', keys }, view);
  return screenOf(frame(sizeOf(columns, rows)).rows, view, { columns, rows });
}

export async function running(
  view: PromptView,
  lines: readonly string[],
  keys: readonly string[],
  columns = 80,
  rows = 24,
) {
  let nowMs = 0;
  const output = createChildOutput(() => nowMs);
  for (const line of lines) output.push(line);
  nowMs = 4_000;
  const frame = framing(
    (card) => runningCard('roll-back-application.wait-ready', output, card),
    { turn: 'RUNNING', keys: (width) => keyRows(keys, width) },
    view,
  );
  return screenOf(frame(sizeOf(columns, rows)).rows, view, { columns, rows });
}

export async function leaving(columns = 80, rows = 24): Promise<readonly string[]> {
  const view = viewAt([...begun, [24_000, covered], [24_000, undoIntended], [25_000, undoEnded]], 140_000);
  const below = { turn: 'YOUR TURN', keys: (width: number) => keyRowsOf(leaveKeys, width), constant: false } as const;
  const frame = framing((card) => leaveCard(card), below, view);
  return screenOf(frame(sizeOf(columns, rows)).rows, view, { columns, rows });
}

const database = {
  kind: 'database',
  name: 'payments',
  host: 'db-1.pay.example.com:5432',
  systemIdentifier: '1',
  role: 'primary',
} as const;

export async function start(columns = 80, rows = 24): Promise<readonly string[]> {
  const view = viewAt([], 0);
  const proofs = [target, database].map((one) => ({ of: 'x', target: one, outcome: 'proved' }) as const);
  const ready = { met: 3, all: ['kubectl', 'psql', 'curl'], problems: [] };
  const facts = { proofs, ready, looks: ['you do it by hand, line 58: SQL typed below psql'] };
  const effectOf = (id: string) => stepEffect(plan.runbook.steps.find((step) => step.id === id)?.body ?? [], plan);
  const below = { turn: 'YOUR TURN', keys: (width: number) => keyRowsOf(startKeys, width), constant: false } as const;
  const card = (width: CardView) => startCard(width, { effectOf, facts: () => facts, checkingMs: () => 0 });
  return screenOf(framing(card, below, view)(sizeOf(columns, rows)).rows, view, { columns, rows });
}
