import { basename } from 'node:path';
import { escapeControls } from '../diagnostics/escape-controls.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import type { Action } from '../runbook/action.ts';
import type { Question } from '../runner/question.ts';
import { type Answered, type Asking, pressBelow } from './asking.ts';
import { backRule, handOffRule } from './hand-off-rules.ts';
import { backKeys } from './keys.ts';

/** The command in the person's editor. What is saved leads to a card of its own and runs nothing. */
export async function askEdit(question: Question, asking: Asking): Promise<Answered> {
  const { view, person, editor } = asking;
  const action = editedBy(question);
  const edit = view.edit;
  if (action === undefined || edit === undefined) return 'again';
  const program = editor() ?? 'an editor';
  const lent = person.lend(({ columns }) => ({ rows: editorRows(action, program, columns), isCut: false }));
  const beganMs = view.elapsedMs();
  const edited = await edit(action).finally(() => lent[Symbol.dispose]());
  if (edited.state === 'taken') return { do: 'ask-anew' };
  if (edited.state === 'unchanged') return 'again';
  const columns = person.columns();
  const why = wrapText(`Not taken: ${escapeControls(edited.why)}. The command is as it was.`, columns - 2);
  const rows = [backRule(view.elapsedMs() - beganMs, undefined, columns), ...why.map((row) => ` ${row}`)];
  await pressBelow(backKeys, rows, question, asking);
  return 'again';
}

function editedBy(question: Question): Action | undefined {
  if (question.kind === 'run') return question.actions[0]?.action;
  return question.kind === 'failure' ? question.action : undefined;
}

/** What stands above the editor: what is edited, how long it holds, and how to leave. */
function editorRows(action: Action, program: string, columns: number): readonly string[] {
  const words = [
    `The command of ${action.address}, for this run alone: the file stays as it is.`,
    `${wayOutOf(program)} The clock goes on, and nothing runs when you leave.`,
  ];
  const rows = words.flatMap((text) => wrapText(text, columns - 2)).map((row) => ` ${row}`);
  return [...rows, handOffRule(escapeControls(program), columns)];
}

function wayOutOf(program: string): string {
  const [command = ''] = program.trim().split(/\s+/);
  const name = basename(command);
  if (/^(?:n?vim?|view|vim\..*)$/.test(name)) return 'Leave with :wq to take it, with :q! to leave it as it was.';
  if (name === 'nano' || name === 'pico') return 'Ctrl-O, Enter and Ctrl-X take it, Ctrl-X alone leaves it as it was.';
  if (name === 'emacs' || name === 'emacsclient') return 'Leave with Ctrl-X Ctrl-S, Ctrl-X Ctrl-C to take it.';
  return 'Save it and leave the editor to take it.';
}
