import type { Rule } from './rule.ts';
import { blockingAdvisoryLock } from './rules/blocking-advisory-lock.ts';
import { concurrentlyInTransaction } from './rules/concurrently-in-transaction.ts';
import { copyWithoutLock } from './rules/copy-without-lock.ts';
import { destructiveWithoutBackup } from './rules/destructive-without-backup.ts';
import { downHidesMissingObject } from './rules/down-hides-missing-object.ts';
import { downLosesLiveData } from './rules/down-loses-live-data.ts';
import { downMayFailOnLiveData } from './rules/down-may-fail-on-live-data.ts';
import { downWithoutLockTimeout } from './rules/down-without-lock-timeout.ts';
import { foreignMigrationsTable } from './rules/foreign-migrations-table.ts';
import { indexLocksTable } from './rules/index-locks-table.ts';
import { migrationCannotBeUndone } from './rules/migration-cannot-be-undone.ts';
import { migrationWithoutDown } from './rules/migration-without-down.ts';
import { sqlSyntaxError } from './rules/sql-syntax-error.ts';
import { updateWithoutWhere } from './rules/update-without-where.ts';

export const migrationRules: readonly Rule[] = [
  sqlSyntaxError,
  foreignMigrationsTable,
  blockingAdvisoryLock,
  migrationWithoutDown,
  migrationCannotBeUndone,
  destructiveWithoutBackup,
  downLosesLiveData,
  copyWithoutLock,
  downHidesMissingObject,
  downMayFailOnLiveData,
  downWithoutLockTimeout,
  indexLocksTable,
  concurrentlyInTransaction,
  updateWithoutWhere,
];
