import { confirm } from '@inquirer/prompts';

/** Whether files are to be written; `interrupted`: Ctrl-C. Enter alone writes nothing. */
export async function confirmWriting(count: number): Promise<boolean | 'interrupted'> {
  const message = count === 1 ? 'Write this file?' : `Write these ${count} files?`;
  return await confirm({ message, default: false }).catch((error: unknown): 'interrupted' => {
    if (error instanceof Error && error.name === 'ExitPromptError') return 'interrupted';
    throw error;
  });
}
