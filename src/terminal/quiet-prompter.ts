import type { Prompter } from '../runner/prompter.ts';

export interface QuietPrompter extends Prompter {
  /** Shows a line now, or when the question that stands on the screen has been answered. */
  say(line: string): void;
}

/** Lines that come while a person is asked would be written into the question. */
export function createQuietPrompter(prompter: Prompter, show: (line: string) => void): QuietPrompter {
  const waiting: string[] = [];
  let isAsking = false;
  return {
    say: (line) => (isAsking ? void waiting.push(line) : show(line)),
    async reply(question, view, signal) {
      isAsking = true;
      try {
        return await prompter.reply(question, view, signal);
      } finally {
        isAsking = false;
        for (const line of waiting.splice(0)) show(line);
      }
    },
  };
}
