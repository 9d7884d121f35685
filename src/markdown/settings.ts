import { parseDuration } from '../runbook/duration.ts';
import type { Environment } from '../runbook/environment.ts';
import type { Input } from '../runbook/input.ts';
import { inputNameProblem } from '../runbook/input-name.ts';
import type { DrillPlan, Item } from '../runbook/runbook.ts';
import type { FrontMatterResult } from './front-matter.ts';
import { claimName, type ParseContext, report } from './parse-context.ts';

/** The inputs of the front matter; names that cannot be variables are reported. */
export function readInputs({ runbook, placeOf }: FrontMatterResult, context: ParseContext): readonly Input[] {
  return Object.entries(runbook.inputs ?? {}).map(([name, input]): Input => {
    const place = placeOf('inputs', name);
    const problem = inputNameProblem(name);
    if (problem === undefined) claimName(context, name, 'input', place);
    else report(context, 'input-name', place, problem.message, problem.hint);
    const type = input?.type ?? (input?.choices === undefined ? 'string' : 'choice');
    checkInput(name, { ...input, type }, place, context);
    if (type === 'boolean' && saysYes.test(input?.default ?? ''))
      reportYes(name, placeOf('inputs', name, 'default'), context);
    return {
      name,
      type,
      prompt: input?.prompt,
      // One that is wrong was said, and checks nothing.
      pattern: input?.pattern !== undefined && isPattern(input.pattern) ? input.pattern : undefined,
      choices: input?.choices,
      choicesFrom: input?.choicesFrom,
      fromEnv: input?.fromEnv,
      default: input?.default,
      place,
    };
  });
}

const saysYes = /^\s*(?:yes|y|true|on|1)\s*$/i;

function reportYes(name: string, place: Input['place'], context: ParseContext): void {
  const message = `the yes/no input "${name}" is yes by default, and nothing may default to yes`;
  const hint = `Remove the default; who wants it says --set ${name}=yes.`;
  report(context, 'front-matter-schema', place, message, hint);
}

function checkInput(
  name: string,
  input: {
    readonly type: Input['type'];
    readonly pattern?: string | undefined;
    readonly choices?: readonly string[] | undefined;
    readonly default?: string | undefined;
  },
  place: Input['place'],
  context: ParseContext,
): void {
  if (input.type === 'choice' && (input.choices ?? []).length === 0 && !('choicesFrom' in input && input.choicesFrom)) {
    report(
      context,
      'front-matter-schema',
      place,
      `the input "${name}" is a choice without choices`,
      'Write choices: [a, b] or choicesFrom: ACTION-ID.',
    );
  }
  if (input.type === 'secret' && input.default !== undefined) {
    report(
      context,
      'front-matter-schema',
      place,
      `the secret "${name}" has a default in the file`,
      'Remove it; use fromEnv: NAME.',
    );
  }
  if (input.pattern !== undefined && !isPattern(input.pattern)) {
    report(
      context,
      'front-matter-schema',
      place,
      `the pattern of "${name}" is not a regular expression`,
      'Check brackets and backslashes.',
    );
  }
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

export function readEnvironments({ runbook, placeOf }: FrontMatterResult): readonly Environment[] {
  return Object.entries(runbook.environments ?? {}).map(
    ([name, environment]): Environment => ({
      name,
      kubernetes: environment?.kubernetes,
      database: environment?.database,
      vars: environment?.vars ?? {},
      confirm: environment?.confirm,
      place: placeOf('environments', name),
    }),
  );
}

export function readDrill({ runbook }: FrontMatterResult): DrillPlan | undefined {
  const drill = runbook.drill;
  if (drill === undefined) return undefined;
  const everyMs = drill.every === undefined ? undefined : parseDuration(drill.every);
  return { everyMs, environment: drill.environment, answers: drill.answers ?? {} };
}

export function readContacts({ runbook, placeOf }: FrontMatterResult): readonly Item[] {
  const contacts = runbook.contacts ?? [];
  const place = placeOf('contacts');
  if (Array.isArray(contacts)) return contacts.map((text) => ({ text, place }));
  return Object.entries(contacts).map(([who, how]) => ({ text: `${who}: ${how}`, place: placeOf('contacts', who) }));
}
