import { expand, input } from '@inquirer/prompts';
import type { Blank } from '../diagnostics/fix.ts';

/** `make`: this one; `make-all`: all others of the same rule as well; `leave`; `stop`: ask no more. */
export type FixAnswer = 'make' | 'make-all' | 'leave' | 'stop';

/** One key: whether a change is made. Enter chooses nothing. */
export async function askFix(code: string): Promise<FixAnswer> {
  return await expand<FixAnswer>({
    message: 'Make this change? A key, then Enter:',
    expanded: true,
    choices: [
      { key: 'y', name: 'yes, make it', value: 'make' },
      { key: 'n', name: 'no, leave it', value: 'leave' },
      { key: 'a', name: `yes, and all others of ${code}`, value: 'make-all' },
      { key: 'q', name: 'stop asking', value: 'stop' },
    ],
  }).catch(whenLeft);
}

/** What a change needs and nobody could read from the file; undefined: it is left. */
export async function askBlank({ question, example }: Blank): Promise<string | undefined> {
  const answer = await input({ message: `${question} (for example ${example})` }).catch(() => undefined);
  return answer === undefined || answer.trim() === '' ? undefined : answer.trim();
}

function whenLeft(error: unknown): FixAnswer {
  if (error instanceof Error && error.name === 'ExitPromptError') return 'stop';
  throw error;
}
