import type { Rule } from './rule.ts';
import { budgetOnEndlessCommand } from './rules/budget-on-endless-command.ts';
import { drillCannotBegin } from './rules/drill-cannot-begin.ts';
import { noContacts } from './rules/no-contacts.ts';
import { noCriteria } from './rules/no-criteria.ts';
import { notDrilled } from './rules/not-drilled.ts';
import { rollbackOverFiveMinutes } from './rules/rollback-over-five-minutes.ts';
import { serverByServer } from './rules/server-by-server.ts';
import { sleepLongerThanBudget } from './rules/sleep-longer-than-budget.ts';
import { stepWithoutBudget } from './rules/step-without-budget.ts';
import { timeoutShorterThanBudget } from './rules/timeout-shorter-than-budget.ts';
import { tooManySteps } from './rules/too-many-steps.ts';
import { writeWithoutUndo } from './rules/write-without-undo.ts';
import { writeWithoutVerification } from './rules/write-without-verification.ts';

export const promiseRules: readonly Rule[] = [
  stepWithoutBudget,
  rollbackOverFiveMinutes,
  timeoutShorterThanBudget,
  budgetOnEndlessCommand,
  drillCannotBegin,
  sleepLongerThanBudget,
  writeWithoutVerification,
  noCriteria,
  noContacts,
  writeWithoutUndo,
  serverByServer,
  tooManySteps,
  notDrilled,
];
