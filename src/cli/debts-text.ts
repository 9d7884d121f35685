import { type Debt, stampText } from '../journal/debt.ts';
import { settleText } from './app-text.ts';

/** One fact a line, below the name that `debts settle` takes. */
export function debtLines(debt: Debt): readonly string[] {
  const { id, what, workload, cluster, user, owedAt, settled } = debt;
  const end =
    settled === undefined ? settleText(debt) : `settled by ${settled.user}, ${stampText(settled.at)}: ${settled.how}`;
  return [
    id,
    `  ${what}`,
    `  for ${workload}, ${cluster.server}`,
    `  suspended by ${user}, ${stampText(owedAt)}`,
    `  ${end}`,
  ];
}
