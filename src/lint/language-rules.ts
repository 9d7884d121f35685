import type { Rule } from './rule.ts';
import { alternativesInOneFence } from './rules/alternatives-in-one-fence.ts';
import { attributePlace } from './rules/attribute-place.ts';
import { attributeValue } from './rules/attribute-value.ts';
import { binaryFile } from './rules/binary-file.ts';
import { budgetConflict } from './rules/budget-conflict.ts';
import { budgetRange } from './rules/budget-range.ts';
import { budgetSum } from './rules/budget-sum.ts';
import { budgetWindow } from './rules/budget-window.ts';
import { commandsAfterContextSwitch } from './rules/commands-after-context-switch.ts';
import { commandsInIndentedCode } from './rules/commands-in-indented-code.ts';
import { cycle } from './rules/cycle.ts';
import { duplicateId } from './rules/duplicate-id.ts';
import { emptyFile } from './rules/empty-file.ts';
import { fenceNotClosed } from './rules/fence-not-closed.ts';
import { fenceNotInAStep } from './rules/fence-not-in-a-step.ts';
import { fileUnreadable } from './rules/file-unreadable.ts';
import { frontMatterSchema } from './rules/front-matter-schema.ts';
import { frontMatterSyntax } from './rules/front-matter-syntax.ts';
import { infoStringSyntax } from './rules/info-string-syntax.ts';
import { inputName } from './rules/input-name.ts';
import { interactiveInFence } from './rules/interactive-in-fence.ts';
import { languageVersion } from './rules/language-version.ts';
import { lineTooLong } from './rules/line-too-long.ts';
import { mixedOutput } from './rules/mixed-output.ts';
import { noSteps } from './rules/no-steps.ts';
import { noTitle } from './rules/no-title.ts';
import { nonTerminating } from './rules/non-terminating.ts';
import { notUtf8 } from './rules/not-utf8.ts';
import { optionInBetween } from './rules/option-in-between.ts';
import { otherInterpreter } from './rules/other-interpreter.ts';
import { overIndentedFence } from './rules/over-indented-fence.ts';
import { placeholderInQuotes } from './rules/placeholder-in-quotes.ts';
import { prerequisiteNotChecked } from './rules/prerequisite-not-checked.ts';
import { printsSecret } from './rules/prints-secret.ts';
import { severalProcedures } from './rules/several-procedures.ts';
import { shellLabelNotShell } from './rules/shell-label-not-shell.ts';
import { shellSyntaxError } from './rules/shell-syntax-error.ts';
import { suppressionUnknownCode } from './rules/suppression-unknown-code.ts';
import { suppressionUnused } from './rules/suppression-unused.ts';
import { suppressionWithoutReason } from './rules/suppression-without-reason.ts';
import { targetMismatch } from './rules/target-mismatch.ts';
import { tooComplex } from './rules/too-complex.ts';
import { unclearStructure } from './rules/unclear-structure.ts';
import { unknownAttribute } from './rules/unknown-attribute.ts';
import { unknownKey } from './rules/unknown-key.ts';
import { unknownName } from './rules/unknown-name.ts';
import { unknownProcedure } from './rules/unknown-procedure.ts';
import { unknownStep } from './rules/unknown-step.ts';
import { unreachableStep } from './rules/unreachable-step.ts';
import { unresolvedPlaceholder } from './rules/unresolved-placeholder.ts';
import { variableNeverAssigned } from './rules/variable-never-assigned.ts';

/** What the parser, the graph and the classification report; only code that is indented is looked for here. */
export const languageRules: readonly Rule[] = [
  notUtf8,
  binaryFile,
  emptyFile,
  fileUnreadable,
  lineTooLong,
  tooComplex,
  frontMatterSyntax,
  frontMatterSchema,
  unknownKey,
  languageVersion,
  inputName,
  noSteps,
  noTitle,
  severalProcedures,
  unknownProcedure,
  budgetSum,
  budgetWindow,
  budgetRange,
  budgetConflict,
  infoStringSyntax,
  unknownAttribute,
  attributeValue,
  attributePlace,
  fenceNotClosed,
  overIndentedFence,
  fenceNotInAStep,
  prerequisiteNotChecked,
  duplicateId,
  optionInBetween,
  unclearStructure,
  unknownName,
  unknownStep,
  cycle,
  unreachableStep,
  commandsAfterContextSwitch,
  shellSyntaxError,
  unresolvedPlaceholder,
  placeholderInQuotes,
  mixedOutput,
  interactiveInFence,
  nonTerminating,
  variableNeverAssigned,
  shellLabelNotShell,
  commandsInIndentedCode,
  printsSecret,
  otherInterpreter,
  alternativesInOneFence,
  targetMismatch,
  suppressionWithoutReason,
  suppressionUnknownCode,
  suppressionUnused,
];
