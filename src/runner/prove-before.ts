import type { Action } from '../runbook/action.ts';
import type { Proof } from './prover.ts';
import { targetNameOf } from './run-plan.ts';
import type { Running } from './running.ts';
import { takeFresh } from './target-watch.ts';
import { variablesOf } from './values.ts';

/** Proves every target again before a write. Says why the write must not be made, or nothing. */
export async function proveBefore(
  action: Pick<Action, 'address' | 'place'>,
  running: Running,
): Promise<string | undefined> {
  const { ports, values, plan } = running;
  const proofs =
    takeFresh(running) ?? (await ports.prover.prove(variablesOf(values, plan.environment), ports.interruption.ended));
  for (const proof of proofs) {
    const refusal = await weigh(proof, action, running);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

async function weigh(
  proof: Proof,
  action: Pick<Action, 'address' | 'place'>,
  running: Running,
): Promise<string | undefined> {
  const detail = proof.outcome === 'proved' ? undefined : proof.detail;
  await running.append({
    type: 'target-proved',
    target: proof.target,
    of: proof.of,
    outcome: proof.outcome,
    before: action.address,
    detail,
  });
  switch (proof.outcome) {
    case 'proved':
      return undefined;
    case 'changed':
      return `TARGET CHANGED: ${proof.detail}; nothing was run`;
    case 'unreachable':
      return await askAboutUnreachable(proof, action, running);
  }
}

/** A person may go on without a proof by typing the target's name; nobody else may. */
async function askAboutUnreachable(
  proof: Proof & { outcome: 'unreachable' },
  action: Pick<Action, 'address' | 'place'>,
  running: Running,
): Promise<string | undefined> {
  const { ports, plan, state, values, elapsedMs, options } = running;
  const refusal = `the target is NOT PROVED: ${proof.detail}; nothing was run`;
  if (!options.attended) return refusal;
  const typed = targetNameOf(plan);
  const question = {
    kind: 'target',
    id: `${action.address}.target`,
    text: `The target cannot be reached: ${proof.detail}`,
    place: action.place,
    typed,
  } as const;
  const reply = await ports.prompter.reply(question, { plan, state, values, elapsedMs }, ports.interruption.ended);
  if (reply.do !== 'answer' || reply.answer !== typed) return refusal;
  await running.append({
    type: 'question-answered',
    question: question.id,
    kind: 'target',
    text: question.text,
    answer: 'run unproved',
    by: reply.by,
    user: options.user,
  });
  return undefined;
}
