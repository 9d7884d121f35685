import type { JournalQuestion } from './question.ts';
import type { Running } from './running.ts';

export const journalQuestion: JournalQuestion = {
  kind: 'journal',
  id: 'journal',
  text: 'The journal of this run can be kept nowhere at the moment. Go on without it?',
  place: { line: 1, column: 1, endLine: 1, endColumn: 1 },
};

/**
 * Nothing is run that is not written down, unless somebody says so: a rollback is not blocked by its own journal, and
 * loses it only by a decision. What is in memory is written as soon as there is room.
 */
export async function mayGoOn(running: Running): Promise<boolean> {
  const { ports, state } = running;
  if (ports.sink.isKept() || state.answers.get(journalQuestion.id)?.answer === 'go-on') return true;
  const { plan, values, elapsedMs, options } = running;
  const view = { plan, state, values, elapsedMs };
  const reply = await ports.prompter.reply(journalQuestion, view, ports.interruption.ended);
  if (reply.do !== 'answer' || reply.answer !== 'go-on') return false;
  await running.append({
    type: 'question-answered',
    question: journalQuestion.id,
    kind: 'journal',
    text: journalQuestion.text,
    answer: reply.answer,
    by: reply.by,
    user: reply.by === 'responder' ? options.user : undefined,
  });
  return true;
}
