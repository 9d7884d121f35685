import type { Rule } from './rule.ts';
import { bulkDelete } from './rules/bulk-delete.ts';
import { changesContext } from './rules/changes-context.ts';
import { destructiveNeedsConfirm } from './rules/destructive-needs-confirm.ts';
import { destructiveWithoutVerification } from './rules/destructive-without-verification.ts';
import { effectUnderstated } from './rules/effect-understated.ts';
import { errexitSwitchedOff } from './rules/errexit-switched-off.ts';
import { everybodyMayWrite } from './rules/everybody-may-write.ts';
import { failureHiddenByAnd } from './rules/failure-hidden-by-and.ts';
import { failureHiddenByOr } from './rules/failure-hidden-by-or.ts';
import { failureHiddenInCondition } from './rules/failure-hidden-in-condition.ts';
import { hardCodedIdentifier } from './rules/hard-coded-identifier.ts';
import { invalidSubcommand } from './rules/invalid-subcommand.ts';
import { optionWithoutBackslash } from './rules/option-without-backslash.ts';
import { pipeClosedEarly } from './rules/pipe-closed-early.ts';
import { promptLooksLikeRedirection } from './rules/prompt-looks-like-redirection.ts';
import { requestWithoutFail } from './rules/request-without-fail.ts';
import { rootHashPrompt } from './rules/root-hash-prompt.ts';
import { runsRemoteScript } from './rules/runs-remote-script.ts';
import { sharedVariableAcrossFences } from './rules/shared-variable-across-fences.ts';
import { smartPunctuation } from './rules/smart-punctuation.ts';
import { spaceAfterBackslash } from './rules/space-after-backslash.ts';
import { statusLostInDeclaration } from './rules/status-lost-in-declaration.ts';
import { unquotedAmpersand } from './rules/unquoted-ampersand.ts';
import { writeWithoutNamespace } from './rules/write-without-namespace.ts';

export const scriptRules: readonly Rule[] = [
  effectUnderstated,
  destructiveNeedsConfirm,
  destructiveWithoutVerification,
  sharedVariableAcrossFences,
  bulkDelete,
  runsRemoteScript,
  everybodyMayWrite,
  changesContext,
  writeWithoutNamespace,
  hardCodedIdentifier,
  invalidSubcommand,
  unquotedAmpersand,
  smartPunctuation,
  spaceAfterBackslash,
  optionWithoutBackslash,
  promptLooksLikeRedirection,
  rootHashPrompt,
  statusLostInDeclaration,
  failureHiddenByAnd,
  failureHiddenByOr,
  failureHiddenInCondition,
  errexitSwitchedOff,
  pipeClosedEarly,
  requestWithoutFail,
];
