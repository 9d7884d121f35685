import { documentRules } from './document-rules.ts';
import { languageRules } from './language-rules.ts';
import { manifestRules } from './manifest-rules.ts';
import { migrationRules } from './migration-rules.ts';
import { promiseRules } from './promise-rules.ts';
import { rollbackRules } from './rollback-rules.ts';
import type { Rule } from './rule.ts';
import { scriptRules } from './script-rules.ts';

/** Every rule, in the groups of the documentation. */
export const allRules: readonly Rule[] = [
  ...languageRules,
  ...documentRules,
  ...scriptRules,
  ...promiseRules,
  ...rollbackRules,
  ...migrationRules,
  ...manifestRules,
];
