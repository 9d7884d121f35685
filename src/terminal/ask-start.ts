import { hyphens } from './rule.ts';

const answers = new Map<string, 'started' | 'left'>([
  ['r', 'started'],
  ['q', 'left'],
]);

/** One key starts the run; the clock starts with it. Ctrl-C leaves. */
export async function askStart(signal: AbortSignal): Promise<'started' | 'left'> {
  const head = () => `${hyphens}\n YOUR TURN   the clock starts when you start           nothing has been changed`;
  const { askKey } = await import('./key-prompt.ts');
  try {
    const answer = await askKey(
      { head, keys: ' [r] start   [q] quit', answers, deafMs: 150 },
      { signal, clearPromptOnDone: true },
    );
    return answer === 'started' ? 'started' : 'left';
  } catch (error) {
    if (error instanceof Error && /^(?:ExitPrompt|AbortPrompt)Error$/.test(error.name)) return 'left';
    throw error;
  }
}
