import { escapeControls } from '../../diagnostics/escape-controls.ts';
import { wrapText } from '../../diagnostics/wrap-text.ts';
import { allRules } from '../../lint/all-rules.ts';
import type { Example, Rule } from '../../lint/rule.ts';
import { usualSeverity } from '../../lint/rule-settings.ts';
import { unknownName } from '../../project/usage-error.ts';
import { writeJson, writeResult } from '../output.ts';

const columns = 80;

/** `runbook lint --explain CODE`: what a rule forbids, why, and how it is done right. */
export function explain(code: string, flags: { readonly format: string }): number {
  const rule = allRules.find((one) => one.code === code);
  if (rule === undefined)
    throw unknownName(
      'rule',
      code,
      allRules.map((one) => one.code),
    );
  if (flags.format === 'json') writeJson(toldOf(rule));
  else writeResult(explanation(rule).join('\n'));
  return 0;
}

/** `runbook lint --rules`: every rule in a line. */
export function rules(flags: { readonly format: string }): number {
  if (flags.format === 'json') writeJson({ v: 1, rules: allRules.map(toldOf) });
  else writeResult(allRules.flatMap(ruleLines).join('\n'));
  return 0;
}

function ruleLines({ code, preset, title }: Rule): readonly string[] {
  return [`${code}  ${usualSeverity(code)}, ${preset}`, ...wrapText(`    ${title}`, columns)];
}

function toldOf({ code, preset, title, why, bad, good }: Rule) {
  return { code, severity: usualSeverity(code), preset, title, why, bad: bad.text, good: good.text };
}

function explanation(rule: Rule): readonly string[] {
  const { code, preset, title, why, bad, good } = rule;
  return [
    `${code}  ${usualSeverity(code)}, in ${presetText(preset)}`,
    '',
    ...wrapText(title, columns),
    '',
    ...paragraphsOf(why).flatMap((paragraph) => [...wrapText(paragraph, columns), '']),
    `Not so${fileText(bad)}:`,
    '',
    ...indented(bad.text),
    '',
    `But so${fileText(good)}:`,
    '',
    ...indented(good.text),
    '',
    `Where it is right all the same:  <!-- lint-disable-next-line ${code}: why -->`,
    `Never:  lint: { rules: { ${code}: off } }  in runbook.config.yaml`,
  ];
}

function presetText(preset: Rule['preset']): string {
  switch (preset) {
    case 'legacy':
      return 'legacy, recommended and strict';
    case 'recommended':
      return 'recommended and strict';
    case 'strict':
      return 'strict';
  }
}

function fileText({ as, file }: Example): string {
  return file === undefined ? '' : ` (${as}, ${file})`;
}

/** Lines of a text in the source are no lines of its reader. */
function paragraphsOf(text: string): readonly string[] {
  return text.split(/\n{2,}/).map((paragraph) => paragraph.replaceAll('\n', ' '));
}

function indented(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${escapeControls(line)}`));
}
