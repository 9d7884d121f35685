import type { Running } from '../runner/running.ts';
import type { RunSetup } from './execute-run.ts';

/** What was proved and answered before the clock started belongs to the run all the same. */
export async function recordBeforeStart({ ready, answers }: RunSetup, running: Running): Promise<void> {
  for (const proof of ready.proofs) {
    const { target, of, outcome } = proof;
    const detail = proof.outcome === 'proved' ? undefined : proof.detail;
    await running.append({ type: 'target-proved', target, of, outcome, detail });
  }
  for (const text of ready.looks) await running.append({ type: 'note', level: 'look', of: 'start', text });
  for (const { question, reply } of answers) {
    const user = reply.by === 'responder' ? running.options.user : undefined;
    const kind = question.kind === 'environment' ? 'environment' : 'prerequisite';
    const { answer, by } = reply;
    await running.append({
      type: 'question-answered',
      question: question.id,
      kind,
      text: question.text,
      answer,
      by,
      user,
    });
  }
}
