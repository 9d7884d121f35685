import { escapeControls } from '../diagnostics/escape-controls.ts';
import { checkInput } from '../runbook/check-input.ts';
import { printedChoices } from '../runner/printed-choices.ts';
import type { PromptView } from '../runner/prompter.ts';
import type { Question } from '../runner/question.ts';
import { mostChoices } from './choice-keys.ts';
import { promptTheme } from './prompt-theme.ts';

/** A value that is typed, or taken from a list too long for one key. */
export async function askValue(
  question: Question,
  view: PromptView,
  context: { readonly signal: AbortSignal; readonly input: NodeJS.ReadableStream },
): Promise<string | undefined> {
  const prompts = await import('@inquirer/prompts');
  const definition =
    question.kind === 'input' ? question.input : ({ type: 'string', pattern: undefined, choices: undefined } as const);
  const validate = (text: string) => {
    const result = checkInput(definition, text);
    return result.state === 'good' || result.problem;
  };
  const checked = (text: string) => {
    const result = checkInput(definition, text);
    return result.state === 'good' ? result.value : undefined;
  };
  const message = `${question.id}:`;
  if (definition.type === 'secret')
    return prompts.password({ message, theme: promptTheme, mask: false, validate }, context);
  const type = () => prompts.input({ message, theme: promptTheme, validate }, context);
  const choices = choicesOf(question, view);
  if (choices.length <= mostChoices) return checked(await type());
  const other = '\u0000other';
  const isClosed = definition.type === 'choice';
  const options = [
    ...choices.map((choice) => ({ name: escapeControls(choice), value: choice })),
    ...(isClosed ? [] : [{ name: 'other: type it', value: other }]),
  ];
  const chosen = await prompts.select({ message, theme: promptTheme, choices: options }, context);
  return checked(chosen === other ? await type() : chosen);
}

/** The choices as declared, or the lines that the runbook's own action printed. */
export function choicesOf(question: Question, { state, plan }: PromptView): readonly string[] {
  if (question.kind !== 'input') return [];
  const { input } = question;
  if (input.choices !== undefined) return input.choices;
  return printedChoices(input, plan, state) ?? [];
}
