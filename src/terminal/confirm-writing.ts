import { confirm } from '@inquirer/prompts';

/** Whether files are to be written. Enter alone writes nothing. */
export async function confirmWriting(count: number): Promise<boolean> {
  const message = count === 1 ? 'Write this file?' : `Write these ${count} files?`;
  return await confirm({ message, default: false }).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ExitPromptError') return false;
    throw error;
  });
}
