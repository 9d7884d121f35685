import type { Running } from './running.ts';

/** Commands write down by themselves what they owe; here it becomes a part of the run, once. */
export async function recordDebts({ ports, state, append }: Running): Promise<void> {
  const owed = ports.debts.owed();
  if (owed === undefined) return;
  for (const { id, text } of owed) if (!state.debts.has(id)) await append({ type: 'debt-owed', debt: id, text });
  const ids = new Set(owed.map(({ id }) => id));
  for (const id of [...state.debts.keys()]) if (!ids.has(id)) await append({ type: 'debt-settled', debt: id });
}
